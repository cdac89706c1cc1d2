"""Line, trend, deviation and light of small series whose arithmetic a reader can follow."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.results.pionierstadt.indicator_status import indicator_status
from transforms.results.pionierstadt.pionierstadt_findings import pionierstadt_findings

Figure = tuple[int, float | None]


def values(*figures: Figure, unit: str = "kWp") -> pl.LazyFrame:
    rows = [{"indicator": "pv", "municipality_code": "62140", "year": y, "value": v, "unit": unit} for y, v in figures]
    return pl.LazyFrame(rows, schema_overrides={"value": pl.Float64})


def targets(**changes: Any) -> pl.LazyFrame:
    goal = {"indicator": "pv", "dimension": "energy supply", "unit": "kWp", "direction": "up"}
    goal |= {"baseline_year": 2020, "baseline": 100.0, "target_year": 2030, "target": 200.0, "source": "plan"}
    return pl.LazyFrame([goal | changes])


def status(period: str, *figures: Figure, **changes: Any) -> dict[str, Any]:
    return indicator_status(period, values(*figures), indicator_targets=targets(**changes)).collect().row(0, named=True)


def test_the_line_requires_130_in_2023() -> None:
    # 100 + (200 - 100) x 3/10 = 130; 127.4 is 2.6 less, 2 % of 130: the limit of "on track" belongs to it.
    row = status("2023", (2020, 100.0), (2021, 110.0), (2022, 118.0), (2023, 127.4))
    assert (row["required_value"], row["deviation"], row["deviation_percent"]) == (130.0, -2.6, -2.0)
    assert row["light"] == "on-track"
    # Least squares on x = 0..3: (4 x 728.2 - 6 x 455.4) / (4 x 14 - 36) = 180.4 / 20 = 9.02 kWp a year.
    assert (row["trend_per_year"], row["trend_points"]) == (9.02, 4)


@pytest.mark.parametrize(("value", "light"), [(127.3, "slightly-off"), (117.0, "slightly-off"), (116.9, "off")])
def test_limits_of_the_light(value: float, light: str) -> None:
    assert status("2023", (2023, value))["light"] == light


def test_down_is_better_where_the_target_says_so() -> None:
    way = {"direction": "down", "baseline": 200.0, "target": 100.0}  # 2023 requires 170
    assert status("2023", (2023, 150.0), **way)["light"] == "on-track"
    assert status("2023", (2023, 200.0), **way)["light"] == "off"


@pytest.mark.parametrize(
    ("period", "figures", "changes", "reason"),
    [
        ("2023", [(2023, None)], {}, "no value"),
        ("2023", [(2020, 100.0)], {}, "value stale"),
        ("2023", [(2024, 140.0)], {}, "no value"),
        ("2023", [(2023, 1.0), (2023, 2.0)], {}, "value ambiguous"),
        ("2023", [(2023, 130.0)], {"unit": "MWp"}, "unit differs from the target's"),
        ("2023", [(2023, 130.0)], {"target": 50.0}, "target against its direction"),
        ("2023", [(2023, 130.0)], {"baseline": None}, "no line to the target"),
        ("2023", [(2023, 130.0)], {"target": None}, "no target"),
    ],
)
def test_grey_says_why(period: str, figures: list[Figure], changes: dict[str, Any], reason: str) -> None:
    row = status(period, *figures, **changes)
    assert (row["light"], row["light_reason"]) == ("grey", reason)


def test_after_the_target_year_the_target_holds() -> None:
    assert status("2035", (2035, 200.0))["required_value"] == 200.0


def test_a_zero_is_missing_only_where_that_is_declared() -> None:
    given = values((2022, 120.0), (2023, 0.0))
    assert indicator_status("2023", given).collect()["latest_value"].to_list() == [0.0]
    declared = indicator_status("2023", given, zero_means_missing=True).collect().row(0, named=True)
    assert (declared["latest_year"], declared["latest_value"], declared["years_missing"]) == (2022, 120.0, 1)


def test_tolerances_that_cannot_be_are_refused() -> None:
    with pytest.raises(StadtlandError, match="slightly_off_percent"):
        indicator_status("2023", values((2023, 1.0)), on_track_percent=5, slightly_off_percent=1)


def test_findings_name_what_contradicts() -> None:
    given = values((2020, 90.0), (2021, 5.0), (2021, 6.0), (2022, None))
    found = pionierstadt_findings("2023", given, indicator_targets=targets(target=50.0)).collect()
    checks = dict(found.filter(pl.col("verdict") != "not covered").select("check", "verdict").iter_rows())
    assert checks == {
        "baseline_is_the_value_of_its_year": "mismatch",  # 100 stated, the series has 90
        "target_moves_in_its_direction": "rule broken",
        "value_is_given_once": "rule broken",
        "value_is_there": "not checked",
    }
    assert found.filter(verdict="not covered").height == 10  # of eleven dimensions one has an indicator
