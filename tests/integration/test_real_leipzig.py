"""Leipzig 2019 from the published files: what comes in, what was found in it, what leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from config.factors.load import reference
from config.kinds.load import load_kind
from config.load import load_agreement
from delivery.verify import verify
from schemas.land_classes import LAND_CLASSES
from tests.integration.real_road import Walked
from transforms.results.partnership.land_balance import land_balance
from transforms.results.partnership.partnership_net import partnership_net


@pytest.fixture(scope="module")
def leipzig(shared_data: Path, walked: Callable[[str, str], Walked]) -> Walked:
    return walked("leipzig", "2019")


def test_every_published_row_comes_in(leipzig: Walked) -> None:
    assert {key: leipzig.rows(key) for key in leipzig.accepted} == {
        "ghg_inventory": (22, 22, 0),  # 10 carriers of buildings, 6 of transport, 6 of industry
        "ccc_emissions_gap": (4, 4, 0),  # three sectors and their total
        "ccc_published_totals": (6, 6, 0),
        "third_party_actions": (80, 80, 0),
        "emission_series": (
            56,
            56,
            0,
        ),  # measured years, four plans, one count of inhabitants
        "municipality_population": (1, 1, 0),
        "municipality_base": (5, 5, 0),
        # Five balances of LocalZero's, the country's among them; base data of every municipality, district and state.
        "localzero_balance": (365, 365, 0),
        "regional_population": (11_323, 11_323, 0),
        "regional_dwelling_area": (13_873, 13_873, 0),
        "regional_farmland": (13_882, 13_882, 0),
        "partner_reductions": (2, 2, 0),
        "compatible_indicators": (15, 15, 0),
        "toolbox_measures": (5, 5, 0),
        "land_cover": (11_098, 11_097, 1),  # every municipality of the country; the country itself is put aside
    }
    assert leipzig.tables() == set(load_agreement("leipzig").terms.handover.tables)
    assert len(leipzig.tables()) == 25


def test_what_the_purpose_does_not_need_stays_outside(leipzig: Walked) -> None:
    assert leipzig.received["municipality_base"].columns_dropped == (
        "pv_kw_2021",
        "pv_kw_2024",
        "wind_kw_2024",
        "natural_forest_sink_t_at_-7.94444",
    )


def test_the_balance_computes_with_the_factors_of_2019(leipzig: Walked, shared_data: Path) -> None:
    balance = leipzig.table("ghg_balance")
    electricity = balance.filter(pl.col("carrier") == "electricity", pl.col("sector") == "buildings")
    # 896 858 MWh x 478 g/kWh / 1000 = 428 698.124 t; printed are 428 698 t beside a factor of 544.
    assert electricity["emissions_t_co2e"].to_list() == [428_698.124]
    assert electricity["difference_t_co2e"].to_list() == [0.124]
    printed = pl.read_csv(shared_data / "reference/ccc_inventory_by_carrier.csv")
    assert balance["energy_mwh"].sum() == printed["energy_MWh"].sum() == 9_774_118
    assert balance["emissions_published_t_co2e"].sum() == printed["emissions_tCO2e_as_printed"].sum()
    assert balance["emissions_t_co2e"].null_count() == 0


def test_the_bisko_balance_moves_heat_pumps_out_of_the_electricity(leipzig: Walked) -> None:
    balance = leipzig.table("bisko_balance").filter(pl.col("sector") == "buildings")
    rows = {row["carrier"]: row for row in balance.iter_rows(named=True)}
    # 48 640 MWh of environmental heat / 3.2 = 15 200 MWh of electricity, which leave 896 858 MWh.
    assert rows["electricity"]["energy_mwh"] == 896_858 - 15_200
    assert rows["environmental_heat"]["factor_g_per_kwh"] == 478 / 3.2
    assert rows["environmental_heat"]["emissions_t_co2e"] == 48_640 * 0.149375
    # No plant data: a ceiling, and told as one.
    assert rows["district_heat"]["factor_route"] == "default (ceiling)"
    assert rows["district_heat"]["emissions_t_co2e"] == 1_524_428 * 0.260


def test_all_views_of_the_balance_have_its_total(leipzig: Walked) -> None:
    balance = leipzig.table("bisko_balance")
    total = round(balance["emissions_t_co2e"].sum(), 3)
    (whole,) = leipzig.table("balance_totals").filter(pl.col("dimension") == "total")["emissions_t_co2e"].to_list()
    (basic,) = leipzig.table("gpc_inventory").filter(pl.col("reference") == "BASIC")["emissions_t_co2e"].to_list()
    covenant = leipzig.table("covenant_inventory")
    mission = leipzig.table("netzerocities_tables").filter(pl.col("table") == "A-1.3")
    assert whole == basic == total
    assert round(covenant["emissions_t_co2e"].sum(), 3) == round(mission["value"].sum(), 3) == total
    assert set(covenant["inventory"]) == {"BEI"}
    (head,) = leipzig.table("bisko_per_capita").iter_rows(named=True)
    assert head["population_count"] == 593_145
    assert head["emissions_t_co2e_per_person"] == round(total / 593_145, 3)


def test_conformity_says_what_the_contract_leaves_open(leipzig: Walked) -> None:
    found = dict(leipzig.table("bisko_conformity").select("check", "verdict").iter_rows())
    assert found["electricity takes the national mix"] == found["factors include upstream emissions"] == "match"
    assert found["data quality is stated"] == found["the sectors are complete"] == "not checked"
    assert found["district heat has its route"] == "not checked"


def test_the_gap_and_what_third_parties_promise(leipzig: Walked, shared_data: Path) -> None:
    gap = {row["sector"]: row for row in leipzig.table("emissions_gap").iter_rows(named=True)
           if row["row_kind"] == "sector"}  # fmt: skip
    buildings = gap["Stationary energy and buildings"]
    assert buildings["gap_t_co2e"] == 1_036_816 - 144_002 == 892_814  # printed are 856 013
    assert buildings["gap_difference_t_co2e"] == 36_801
    fields = leipzig.table("contributions_by_field")
    printed = pl.read_csv(shared_data / "reference/leipzig_ccc_private_actions_B24.csv")
    (total,) = fields.filter(pl.col("row_kind") == "total").iter_rows(named=True)
    assert total["min_co2e_reduction_t"] == printed["min_co2e_reduction_t"].sum() == 557_286
    assert total["entry_count"] == printed["entries"].sum()
    assert total["actions_without_figure"] == printed["min_co2e_reduction_t"].null_count() == 1
    assert (total["green_tariffs_t"], total["offsets_t"]) == (187_116, 14_870 + 900)
    assert {"gap_is_covered", "green_tariff_is_no_reduction"} <= set(leipzig.table("contract_findings")["check"])
    assert leipzig.table("actions_audit").height > 0


def test_the_series_is_the_published_one(leipzig: Walked) -> None:
    trend = leipzig.table("sector_emission_trend")
    last = trend.filter(pl.col("year") == 2017, pl.col("row_kind") == "total")
    assert last["emissions_t"].to_list() == [3_335_572.0]
    assert last["sum_of_sectors_t"].to_list() == [1_480_633.0 + 1_026_955 + 769_514 + 58_470]
    assert set(trend["gas"]) == {"CO2"}
    assert set(leipzig.table("series_audit")["verdict"]) == {"match"}


def test_the_package_is_valid(leipzig: Walked) -> None:
    assert verify(str(leipzig.packed.package.path)).is_valid


def test_shares_by_all_keys_agree_with_the_printed_ones_to_the_last_printed_place(leipzig: Walked) -> None:
    shares = leipzig.table("partner_shares")
    assert shares.height == 6 * 5
    of_leipzig = dict(shares.filter(pl.col("municipality_name") == "Leipzig").select("key", "share").iter_rows())
    # 601 866 of 632 716 people; 29 780 of 57 787 ha; 1 952 of 6 191 ha of forest.
    assert of_leipzig["population"] == round(601_866 / 632_716, 8) == 0.95124195
    assert of_leipzig["land"] == round(29_780 / 57_787, 8) == 0.51534082
    assert of_leipzig["forest"] == round(1_952 / 6_191, 8) == 0.3152964
    printed = shares.filter(pl.col("share_as_printed").is_not_null())
    assert printed.height == 3 * 5
    assert printed["difference"].abs().max() == 0.0


def test_no_emissions_per_head_from_a_population_of_another_year(leipzig: Walked) -> None:
    assert "ghg_per_capita" not in leipzig.tables()
    assert leipzig.protected["municipality_base"].report.rows_accepted == 5


def test_land_of_every_partner_is_the_sum_of_its_classes(leipzig: Walked) -> None:
    totals = leipzig.table("land_balance").filter(pl.col("land_class") == "total")
    assert dict(totals.select("municipality_code", "classes_sum_ha").iter_rows()) == {
        "14713000": 29_780.0,
        "14729030": 4_681.0,
        "14729245": 11_117.0,
        "14729380": 5_309.0,
        "14729410": 6_900.0,
    }
    assert totals["difference_ha"].to_list() == [0.0] * 5
    assert totals["classes_missing"].to_list() == [0] * 5
    assert set(leipzig.table("land_balance")["municipality_code"]) == set(totals["municipality_code"])


def test_one_tonne_falls_differently_by_every_key(leipzig: Walked) -> None:
    found = leipzig.table("partnership_allocation")
    assert set(found.group_by("key").agg(pl.col("share_billionths").sum())["share_billionths"]) == {10**9}
    of_leipzig = found.filter(pl.col("municipality_code") == "14713000")
    assert dict(of_leipzig.select("key", "allocated_t_co2e").iter_rows()) == {
        "population": 0.951242,  # 601 866 of 632 716
        "area": 0.515341,  # 29 780 of 57 787
        "forest": 0.315296,  # 1 952 of 6 191
        "agriculture": 0.328742,  # 9 618 of 29 257
        "emissions": 0.928599,  # 3 486 054 of 3 754 103 t; the last gram fell by the largest remainder
    }


def test_the_forest_sink_is_the_printed_one(leipzig: Walked, shared_data: Path) -> None:
    base = pl.scan_parquet(leipzig.protected["municipality_base"].path)
    net = partnership_net(base, reference("land_factors"), "2019").collect()
    printed = pl.read_csv(shared_data / "reference/klimapartnerschaft_base.csv", schema_overrides={"ags": pl.String})
    sink = dict(printed.select("ags", "natural_forest_sink_t_at_-7.94444").iter_rows())
    partners = net.filter(pl.col("level") == "partner")
    for code, removed in partners.select("municipality_code", "removals_t_co2e").iter_rows():
        assert abs(removed + sink[code]) <= 0.006  # printed with two decimals
    # 6 191 ha x 7.94444... t/ha; without emissions and reductions there is no net.
    assert net.filter(pl.col("level") == "partnership")["removals_t_co2e"].to_list() == [49_184.056]
    assert set(net["status"]) == {"missing"}


def test_five_status_quos_by_one_method(leipzig: Walked, shared_data: Path) -> None:
    rows = leipzig.table("partnership_status_quo")
    assert set(rows["base_year"]) == {2018}
    assert set(rows["status"]) == {"computed"}  # estimated, and never called published
    found = {(row["municipality_name"], row["sector"]): row["emissions_t_co2e"] for row in rows.iter_rows(named=True)}
    national = pl.read_csv(shared_data / "reference/localzero_bisko_2018.csv", infer_schema=False).filter(
        pl.col("ags") == "DG000000", pl.col("carrier") == "total"
    )
    of = {sector: float(both or processes) for sector, both, processes in
          national.select("sector", "CO2e_total_t", "CO2e_pb_t").iter_rows()}  # fmt: skip
    # 23 226 of 3 753 715 thousand m2 of dwellings; 587 857 of 83 019 213 people; 5 194 of 18 162 493 ha of farmland.
    assert found["Leipzig", "households"] == round(of["priv_residences"] * 23_226 / 3_753_715, 3)
    assert found["Leipzig", "services"] == round(of["business"] * 587_857 / 83_019_213, 3)
    assert found["Wurzen", "agriculture"] == round(of["agri"] * 5_194 / 18_162_493, 3)
    for name in ("Leipzig", "Thallwitz", "Bennewitz", "Lossatal", "Wurzen"):
        parts = [value for (place, sector), value in found.items() if place == name and sector != "total"]
        assert len(parts) == 5
        assert found[name, "total"] == pytest.approx(sum(parts), abs=1e-6)
    assert found["Bennewitz", "land use"] < 0 < found["Leipzig", "land use"]  # a quarter of Bennewitz is forest


def test_net_credits_the_contract_to_leipzig_alone(leipzig: Walked) -> None:
    net = leipzig.table("partnership_net")
    partners = net.filter(pl.col("level") == "partner")
    (whole,) = net.filter(pl.col("level") == "partnership").iter_rows(named=True)
    credited = dict(partners.select("municipality_name", "reductions_t_co2e").iter_rows())
    assert credited.pop("Leipzig") == 458_277 + 224_524
    assert set(credited.values()) == {0.0}
    assert set(net["removals_t_co2e"]) == {0.0}  # the forest stands in the land use of the emissions
    assert whole["net_t_co2e"] == pytest.approx(partners["net_t_co2e"].sum(), abs=1e-6)
    assert whole["figures_missing"] == 0
    flows = leipzig.table("partnership_flows").select("municipality_name", "credited_name", "reduction_t_co2e")
    assert flows.rows() == [("Leipzig", "Leipzig", 458_277.0 + 224_524)]


def test_scores_rest_on_published_figures_and_options_say_that_they_are_an_example(
    leipzig: Walked, shared_data: Path
) -> None:
    rows = leipzig.table("compatible_scores").filter(pl.col("indicator") != "(field)")
    value = {(row["municipality_code"], row["indicator"]): (row["value"], row["score"]) for row in rows.to_dicts()}
    base = pl.read_csv(shared_data / "reference/klimapartnerschaft_base.csv", schema_overrides={"ags": pl.String})
    for partner in base.iter_rows(named=True):
        panels, score = value[partner["ags"], "Photovoltaics per inhabitant"]
        assert panels == round(partner["pv_kw_2024"] / partner["population_2021"], 6)
        assert score == round(min(100 * panels / 3, 100), 2)
        assert value[partner["ags"], "Forest share of the land"][0] == round(
            partner["forest_ha"] / partner["land_total_ha"], 6
        )
        sealed = partner["settlement_ha"] + partner["traffic_ha"]
        assert value[partner["ags"], "Settlement and traffic share of the land"][0] == round(
            sealed / partner["land_total_ha"], 6
        )
    options = leipzig.table("toolbox_options")
    assert set(options["source"]) == {"example without a publication"}
    assert options.filter(pl.col("rank_by_cost") == 1)["option_id"].to_list() == ["EX-2"]  # 180 000 / 310
    assert options.filter(pl.col("rank_by_area") == 1)["option_id"].to_list() == ["EX-1"]  # 420 / 1.2


def test_the_base_data_agree_and_their_year_is_told(leipzig: Walked) -> None:
    found = leipzig.table("partnership_findings")
    assert dict(found.select("check", "verdict").unique().iter_rows()) == {
        "credited_once": "match",
        "industry_is_stated": "not checked",  # it hangs on single plants and is not estimated
        "land_classes_sum_to_the_total": "match",
        "population_of_the_base_year": "mismatch",  # the key is of 2021, the status quo of 2018
        "removals_counted_once": "match",
        "shares_sum_to_one": "match",
    }


def test_land_classes_of_all_municipalities_miss_their_total_by_rounding_only(shared_data: Path) -> None:
    names = load_kind("balance").datasets["land_cover"]
    table = pl.scan_csv(shared_data / "localzero/area/2021.csv", schema_overrides={"ags": pl.String})
    columns = {field: names.headers(field)[-1] for field in ("municipality_code", "land_ha")}
    columns |= {f"{name}_ha": names.headers(f"{name}_ha")[-1] for name in LAND_CLASSES}
    cover = table.select(**{field: pl.col(header) for field, header in columns.items()})
    totals = land_balance(cover, "2021").filter(pl.col("land_class") == "total").collect()
    municipalities = totals.filter(pl.col("municipality_code") != "DG000000")["difference_ha"]
    assert (municipalities.len(), municipalities.abs().max()) == (11_097, 3.0)
    assert (municipalities == 0).sum() == 5_100
