"""The climate partnership by hand: three partners, small figures, every step in a comment."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from config.factors.load import reference
from schemas.check import check
from schemas.errors import StadtlandError
from schemas.land_classes import LAND_CLASSES
from schemas.registry import schema
from transforms.results.partnership.compatible_scores import compatible_scores
from transforms.results.partnership.land_balance import land_balance
from transforms.results.partnership.partnership_allocation import partnership_allocation
from transforms.results.partnership.partnership_findings import partnership_findings
from transforms.results.partnership.partnership_net import partnership_net
from transforms.results.partnership.partnership_status_quo import partnership_status_quo
from transforms.results.partnership.toolbox_options import toolbox_options

A, B, C = "14713000", "14729030", "14729410"


def base(**changed: list[Any]) -> pl.LazyFrame:
    columns: dict[str, list[Any]] = {
        "municipality_code": [A, B, C], "municipality_name": ["A", "B", "C"], "population_2021": [700, 200, 100],
        "land_ha": [100.0, 100.0, 100.0], "forest_ha": [0.0, 9.0, 18.0], "agriculture_ha": [50.0, 25.0, 25.0],
        "settlement_ha": [30.0, 5.0, 5.0], "traffic_ha": [5.0, 2.0, 2.0],
        "share_population_as_printed": [0.7, 0.2, 0.1],
        "share_land_as_printed": [0.33333333, 0.33333333, 0.33333333],
        "share_forest_as_printed": [0.0, 0.33333333, 0.66666667],
    }  # fmt: skip
    return pl.LazyFrame({**columns, **changed})


def emissions(rows: list[tuple[str, int, str, float | None]]) -> pl.LazyFrame:
    names = ("municipality_code", "year", "sector", "emissions_t_co2e")
    return pl.LazyFrame(rows, schema=dict(zip(names, (pl.String, pl.Int64, pl.String, pl.Float64), strict=True)),
                        orient="row").with_columns(source=pl.lit("by hand"))  # fmt: skip


def reductions(rows: list[tuple[str, str, str | None, float | None]]) -> pl.LazyFrame:
    names = ("measure_id", "municipality_code", "credited_to", "reduction_t_co2e")
    kinds = (pl.String, pl.String, pl.String, pl.Float64)
    return pl.LazyFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row")


EMITTED = emissions([
    (A, 2021, "energy", 1000.0), (A, 2021, "agriculture", 10.0),
    (B, 2021, "energy", 100.0), (B, 2021, "agriculture", 40.0),
    (C, 2021, "energy", 50.0), (C, 2021, "agriculture", 50.0),
])  # fmt: skip


def net(**given: Any) -> pl.DataFrame:
    return partnership_net(base(), reference("land_factors"), "2021", **given).collect()


def released(name: str, frame: pl.LazyFrame | pl.DataFrame) -> None:
    assert check(frame.lazy(), schema("released", name)).rows_rejected == 0


def verdicts(found: pl.LazyFrame, rule: str) -> dict[str, str]:
    return dict(found.filter(pl.col("check") == rule).select("subject", "verdict").collect().iter_rows())


def test_one_tonne_by_every_key_side_by_side() -> None:
    found = partnership_allocation(base(), "2021", EMITTED).collect()
    of = {key[0]: part["allocated_t_co2e"].to_list() for key, part in found.group_by("key", maintain_order=True)}
    assert of["population"] == [0.7, 0.2, 0.1]
    assert of["area"] == [0.333334, 0.333333, 0.333333]  # 1,000,000 g in three: the gram left goes to the lowest code
    assert of["forest"] == [0.0, 0.333333, 0.666667]
    assert of["emissions"] == [0.808, 0.112, 0.08]  # 1010, 140 and 100 of 1250
    assert set(found.group_by("key").agg(pl.col("share_billionths").sum())["share_billionths"]) == {10**9}
    released("partnership_allocation", found)


def test_a_key_that_one_partner_lacks_divides_nothing() -> None:
    found = partnership_allocation(base(forest_ha=[1.0, None, 2.0]), "2021", amount_t_co2e=500.0).collect()
    of_forest = found.filter(pl.col("key") == "forest")
    assert of_forest["allocated_t_co2e"].to_list() == [None, None, None]
    assert set(of_forest["status"]) == {"missing"}
    assert found.filter(pl.col("key") == "population")["allocated_t_co2e"].to_list() == [350.0, 100.0, 50.0]


def test_status_quo_shows_what_a_partner_does_not_state() -> None:
    lacking = emissions([(A, 2021, "energy", 1000.0), (B, 2021, "energy", None), (C, 2021, "land use", -5.0)])
    found = partnership_status_quo(base(), lacking, "2021").collect()
    assert found.filter(pl.col("sector") == "total")["sectors_missing"].to_list() == [1, 2, 1]
    assert found.filter(pl.col("sector") == "total")["emissions_t_co2e"].to_list() == [None, None, None]
    assert found["emissions_t_co2e"].drop_nulls().to_list() == [1000.0, -5.0]
    released("partnership_status_quo", found)


def test_net_is_emissions_less_reductions_less_removals() -> None:
    credited = reductions([("M1", A, A, 200.0), ("M2", B, A, 30.0), ("M3", C, C, 10.0)])
    found = net(partner_emissions=EMITTED, partner_reductions=credited)
    # Forest: 0, 9 and 18 ha x 7.9444... t/ha = 0, 71.5 and 143 t. A: 1010 - 230; B: 140 - 71.5; C: 100 - 10 - 143.
    assert found["removals_t_co2e"].to_list() == [0.0, 71.5, 143.0, 214.5]
    assert found["net_t_co2e"].to_list() == [780.0, 68.5, -53.0, 795.5]
    assert found["status"].to_list() == ["computed"] * 4
    assert "Luyssaert" in found["removal_source"][0]
    released("partnership_net", found)


def test_a_reduction_credited_twice_counts_once_and_is_told() -> None:
    credited = reductions([("M1", B, A, 30.0), ("M1", B, B, 30.0), ("M2", A, "99999999", 5.0), ("M3", A, None, 5.0)])
    found = net(partner_emissions=EMITTED, partner_reductions=credited)
    assert found["reductions_t_co2e"].to_list() == [0.0, 30.0, 0.0, 30.0]  # B is where the measure is
    told = partnership_findings(base(), "2021", EMITTED, credited)
    assert verdicts(told, "credited_once") == {
        f"M1: {A}": "rule broken",
        "M2: 99999999": "rule broken",
        "M3: -": "rule broken",
        "all measures": "mismatch",
    }
    assert verdicts(told, "municipality_is_a_partner") == {"partner_reductions.credited_to: 99999999": "rule broken"}
    released("partnership_findings", told)


def test_no_net_from_a_missing_figure() -> None:
    found = net(partner_emissions=EMITTED, partner_reductions=reductions([("M1", A, A, None)]))
    assert found["net_t_co2e"].to_list() == [None, 68.5, -43.0, None]
    assert found["figures_missing"].to_list() == [1, 0, 0, 1]
    assert net(partner_emissions=EMITTED)["figures_missing"].to_list() == [1, 1, 1, 3]  # nobody says what is reduced


def test_a_region_without_a_factor_for_forest_is_an_error() -> None:
    with pytest.raises(StadtlandError) as refused:
        net(region="XX")
    assert refused.value.code == "removal-factor-missing"


def test_a_sink_that_stands_in_the_emissions_is_not_counted_beside_them() -> None:
    with_land = pl.concat([EMITTED, emissions([(code, 2021, "land use", -8.0) for code in (A, B, C)])])
    none = reductions([])
    found = net(partner_emissions=with_land, partner_reductions=none, removals="in emissions")
    assert found["net_t_co2e"].to_list() == [1002.0, 132.0, 92.0, 1226.0]
    assert found["removals_t_co2e"].to_list() == [0.0] * 4
    assert set(found["removal_source"]) == {"none: the forest stands in the emissions"}
    told = partnership_findings(base(), "2021", with_land)
    assert verdicts(told, "removals_counted_once") == {"land use": "noted"}
    told = partnership_findings(base(), "2021", with_land, removals="in emissions")
    assert verdicts(told, "removals_counted_once") == {"land use": "match"}
    assert verdicts(told, "land_use_is_stated") == {}
    assert verdicts(partnership_findings(base(), "2021", EMITTED), "land_use_is_stated") == {
        "all partners": "not checked"
    }
    with pytest.raises(StadtlandError) as refused:
        net(removals="moor")
    assert refused.value.code == "result-parameter-wrong"


def test_a_sector_that_nobody_states_is_told() -> None:
    parted = EMITTED.with_columns(sector=pl.col("sector").replace("energy", "households"))
    assert verdicts(partnership_findings(base(), "2021", parted), "industry_is_stated") == {
        "all partners": "not checked"
    }
    assert verdicts(partnership_findings(base(), "2021", EMITTED), "industry_is_stated") == {}  # "energy" holds it


def test_years_and_methods_are_not_mixed() -> None:
    mixed = pl.concat([EMITTED, emissions([(A, 2019, "energy", 9.0)])]).with_columns(
        factor_set=pl.when(pl.col("municipality_code") == A).then(pl.lit("bisko-2019")).otherwise(pl.lit("uba-2021"))
    )
    told = partnership_findings(base(), "2021", mixed)
    assert verdicts(told, "one_base_year") == {"2019": "rule broken"}
    assert verdicts(told, "one_factor_set") == {"bisko-2019, uba-2021": "rule broken"}
    older = partnership_findings(base(), "2019", mixed, base_year=2019)
    assert verdicts(older, "population_of_the_base_year") == {"population": "mismatch"}


def test_printed_shares_that_do_not_sum_to_one() -> None:
    told = partnership_findings(base(share_population_as_printed=[0.7, 0.2, 0.2]), "2021")
    assert verdicts(told, "shares_sum_to_one") == {"population": "rule broken", "area": "match", "forest": "match"}
    assert verdicts(told, "share_is_recomputed") == {f"population: {C}": "mismatch"}


def cover(moor: float | None = 1.0, forest: float = 9.0) -> pl.LazyFrame:
    return pl.LazyFrame({
        "municipality_code": [B, "01001000"], "land_ha": [100.0, 50.0], "agriculture_ha": [90.0, 50.0],
        "forest_ha": [forest, 0.0], "moor_ha": [moor, 0.0],
        **{f"{name}_ha": [0.0, 0.0] for name in LAND_CLASSES if name not in ("agriculture", "forest", "moor")},
    })  # fmt: skip


def test_land_classes_against_the_total_and_needs_against_land() -> None:
    needs = pl.LazyFrame({
        "measure_id": ["wind", "rewet", "pv"], "municipality_code": [B, B, B],
        "land_class": ["agriculture", "moor", "agriculture"], "area_ha": [60.0, 2.5, 20.0],
    })  # fmt: skip
    found = land_balance(cover(), "2021", base(), needs).collect()
    assert found["municipality_code"].unique().to_list() == [B]  # only partners are balanced
    rows = {row["land_class"]: row for row in found.to_dicts()}
    assert (rows["agriculture"]["needed_ha"], rows["agriculture"]["remaining_ha"]) == (80.0, 10.0)
    assert rows["moor"]["remaining_ha"] == -1.5
    assert (rows["total"]["classes_sum_ha"], rows["total"]["difference_ha"]) == (100.0, 0.0)
    released("land_balance", found)
    told = partnership_findings(base(), "2021", land_cover=cover(), land_needs=needs)
    assert verdicts(told, "land_needed_is_there") == {f"{B}: moor": "rule broken"}
    assert verdicts(told, "land_cover_is_there") == {A: "not checked", C: "not checked"}


@pytest.mark.parametrize(
    ("moor", "forest", "verdict"),
    [
        (1.0, 9.0, "match"),
        (1.0, 6.0, "match"),
        (1.0, 5.0, "mismatch"),
        (None, 2.0, "not checked"),
        (None, 14.0, "mismatch"),
    ],
)
def test_a_missing_class_explains_land_left_over_but_none_too_much(
    moor: float | None, forest: float, verdict: str
) -> None:
    told = partnership_findings(base(), "2021", land_cover=cover(moor, forest))
    assert verdicts(told, "land_classes_sum_to_the_total") == {B: verdict}


def test_scores_lie_between_their_bounds_and_say_where_they_were_kept() -> None:
    given = pl.LazyFrame({
        "municipality_code": [A, A, A, B], "field": ["heat", "heat", "transport", "heat"],
        "indicator": ["renewable share", "t per head", "cars", "renewable share"], "value": [0.4, 1.0, 700.0, None],
        "status_quo_value": [0.2, 6.0, None, 0.1], "bound_0": [0.0, 8.0, 600.0, 0.0],
        "bound_100": [0.8, 0.0, 200.0, 0.8],
    })  # fmt: skip
    found = compatible_scores(given, "2021").collect()
    score = {(row["municipality_code"], row["field"], row["indicator"]): row for row in found.to_dicts()}
    assert score[A, "heat", "renewable share"]["score"] == 50.0  # 0.4 of 0.8
    assert score[A, "heat", "t per head"]["score"] == 87.5  # 7 of the 8 t are gone
    assert score[A, "heat", "(field)"]["score"] == 68.75  # (50 + 87.5) / 2
    assert score[A, "heat", "(field)"]["progress"] == 43.75  # status quo 25 and 25
    assert (score[A, "transport", "cars"]["score"], score[A, "transport", "cars"]["is_clamped"]) == (0.0, True)
    assert (score[B, "heat", "(field)"]["score"], score[B, "heat", "(field)"]["indicators_missing"]) == (None, 1)
    released("compatible_scores", found)


def test_options_by_euro_and_by_hectare_missing_last() -> None:
    given = pl.LazyFrame({
        "option_id": ["d", "c", "b", "a"], "title": ["pv", "wind", "rewet", "advice"],
        "cost_eur": [100.0, 50.0, 10.0, None], "reduction_t_co2e": [10.0, 5.0, 10.0, 3.0],
        "area_ha": [2.0, 1.0, 4.0, 0.0],
    })  # fmt: skip
    found = toolbox_options(given, "2021").collect()
    # EUR/t: rewet 1, wind and pv 10 each (c before d); advice states no cost. t/ha: pv and wind 5, rewet 2.5.
    assert found["option_id"].to_list() == ["b", "c", "d", "a"]
    assert found["rank_by_cost"].to_list() == [1, 2, 3, None]
    assert found["rank_by_area"].to_list() == [3, 1, 2, None]
    assert found["options_without_cost_rank"].unique().to_list() == [1]
    released("toolbox_options", found)


def test_a_class_that_the_table_does_not_have_is_missing() -> None:
    found = land_balance(cover().drop("moor_ha"), "2021", base()).collect()
    total = found.filter(pl.col("land_class") == "total").row(0, named=True)
    assert (total["classes_sum_ha"], total["difference_ha"], total["classes_missing"]) == (99.0, -1.0, 1)
    told = partnership_findings(base(), "2021", land_cover=cover(forest=2.0).drop("moor_ha"))
    assert verdicts(told, "land_classes_sum_to_the_total") == {B: "not checked"}


def test_a_printed_total_is_no_sector_and_is_held_against_the_sectors() -> None:
    """100 + 50 are 150 for A as printed; B prints 70 for its 60."""
    rows: list[tuple[str, int, str, float | None]] = [
            (A, 2021, "transport", 100.0), (A, 2021, "industry", 50.0), (A, 2021, "Gesamt", 150.0),
            (B, 2021, "transport", 60.0), (B, 2021, "industry", 0.0), (B, 2021, "Total", 70.0),
            (A, 2021, "Zwischensumme", 99.0)]  # fmt: skip
    two = base().filter(pl.col("municipality_code") != C)
    found = partnership_status_quo(two, emissions(rows), "2021").collect()
    totals = dict(found.filter(sector="total").select("municipality_code", "emissions_t_co2e").iter_rows())
    assert totals == {A: 150.0, B: 60.0}
    assert set(found["sector"]) == {"industry", "transport", "total"}
    told = partnership_findings(two, "2021", partner_emissions=emissions(rows)).collect()
    held = told.filter(check="sectors_sum_to_the_total").select("subject", "verdict", "difference").rows()
    assert held == [(A, "match", 0.0), (B, "mismatch", -10.0)]
    alone = partnership_status_quo(two, emissions([(A, 2021, "Gesamt", 150.0), (B, 2021, "Gesamt", 60.0)]), "2021")
    totals = dict(alone.collect().filter(sector="total").select("municipality_code", "emissions_t_co2e").iter_rows())
    assert totals == {A: 150.0, B: 60.0}
