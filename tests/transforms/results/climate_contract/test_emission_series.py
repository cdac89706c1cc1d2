"""A published series and plan: change, rate, tonnes a head, and the gap that a contract would have to close."""

from __future__ import annotations

import polars as pl
import pytest

from schemas.check import check
from schemas.errors import StadtlandError
from schemas.registry import schema
from tests.transforms.results.climate_contract.example import frame
from transforms.results.climate_contract.gap_from_series import gap_from_series
from transforms.results.climate_contract.sector_emission_trend import sector_emission_trend


def value(year: int, category: str, tonnes: float | None, kind: str = "real", **more: object) -> dict[str, object]:
    return {"year": year, "category": category, "kind": kind, "value": tonnes, **more}


SERIES = (
    value(2000, "Homes", 60.0),
    value(2000, "Traffic", 40.0),
    value(2000, "Gesamt", 100.0),
    value(2010, "Homes", 30.0),
    value(2010, "Traffic", 20.0),
    value(2010, "Gesamt", 51.0),  # its sectors give 50
    value(2030, "Gesamt", 25.5, "geplant"),
    value(2010, "Einwohner", 10_000.0, "Einwohner"),
)


def series(*rows: dict[str, object]) -> pl.LazyFrame:
    return frame("emission_series", *rows)


def test_change_rate_and_tonnes_a_head() -> None:
    found = sector_emission_trend("2010", series(*SERIES))
    assert check(found, schema("released", "sector_emission_trend")).rows_rejected == 0
    rows = {(row["sector"], row["row_kind"], row["year"]): row for row in found.collect().iter_rows(named=True)}
    homes = rows["Homes", "sector", 2010]
    assert (homes["emissions_t"], homes["change_from_base"], homes["years_since_last"]) == (30_000.0, -0.5, 10)
    assert homes["yearly_change"] == round(0.5 ** (1 / 10) - 1, 6)
    assert homes["share_of_total"] == round(30 / 51, 6)
    total = rows["Total", "total", 2010]
    assert (total["sum_of_sectors_t"], total["difference_t"]) == (50_000.0, -1_000.0)
    assert total["emissions_per_head_t"] == 5.1  # 51 000 t by 10 000 people
    assert rows["Total", "total", 2000]["emissions_per_head_t"] is None  # nobody says how many lived there in 2000
    plan = rows["Total", "planned total", 2030]
    assert plan["yearly_change"] == round(0.5 ** (1 / 20) - 1, 6)  # from 51 in 2010 to 25.5


def test_the_gap_is_what_the_plan_leaves_of_the_target() -> None:
    found = gap_from_series("2010", series(*SERIES))
    assert check(found, schema("released", "gap_from_series")).rows_rejected == 0
    total = found.collect().row(-1, named=True)
    assert total["baseline_year"] == 2010
    assert (total["residual_t"], total["reduction_target_t"]) == (10_200.0, 40_800.0)  # 20 and 80 % of 51 000
    assert total["reduction_other_plans_t"] == 25_500.0
    assert (total["gap_t"], total["gap_share"]) == (15_300.0, 0.375)
    assert found.collect()["gap_t"].to_list()[:-1] == [None, None]


def test_without_a_printed_total_the_sectors_are_summed() -> None:
    found = gap_from_series("2010", series(value(2010, "Homes", 3.0), value(2010, "Firms", 2.0))).collect()
    assert found.row(-1, named=True)["baseline_t"] == 5_000.0


def test_the_units_of_the_rows_go_before_the_parameter() -> None:
    found = sector_emission_trend("2010", series(value(2010, "Homes", 3.0, unit="kt CO2-Äq/a"),
                                                 value(2010, "Traffic", 3.0, unit="t CO2e"),
                                                 value(2010, "Firms", 3.0)), tonnes_per_unit=10)  # fmt: skip
    assert dict(found.collect().select("sector", "emissions_t").iter_rows()) == {
        "Firms": 30.0, "Homes": 3_000.0, "Traffic": 3.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([value(2010, "Homes", 1.0), value(2010, "Homes", 2.0)], "series-key-twice"),
        ([value(2010, "Homes", 1.0, city="A"), value(2010, "Homes", 1.0, city="B")], "series-of-several-cities"),
        ([value(2010, "Homes", 1.0, unit="GWh")], "series-unit-unknown"),
        ([value(2010, "Homes", 1.0), value(2011, "Firms", 1.0)], "baseline-year-not-in-series"),
    ],
)
def test_what_cannot_be_told_apart_is_refused(rows: list[dict[str, object]], code: str) -> None:
    with pytest.raises(StadtlandError) as refused:
        gap_from_series("2010", series(*rows))
    assert refused.value.code == code
