"""Leipzig 2019 from the published files: what comes in, what was found in it, what leaves."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.integration.real_road import Walked, walk


@pytest.fixture(scope="module")
def leipzig(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    return walk("leipzig", "2019", tmp_path_factory.mktemp("leipzig"))


def test_every_published_row_comes_in(leipzig: Walked) -> None:
    assert {key: leipzig.rows(key) for key in leipzig.accepted} == {
        "ghg_inventory": (22, 22, 0),  # 10 carriers of buildings, 6 of transport, 6 of industry
        "ccc_emissions_gap": (4, 4, 0),  # three sectors and their total
        "ccc_published_totals": (6, 6, 0),
        "municipality_base": (5, 5, 0),
    }
    assert leipzig.tables() == {"ghg_balance", "inventory_audit", "partner_shares"}


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
