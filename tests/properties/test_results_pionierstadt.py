"""Laws of the light, the line, the trend and the keys: direction mirrors, order and units change nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.results.pionierstadt.indicator_status import indicator_status
from transforms.results.pionierstadt.municipality_keys import municipality_keys
from transforms.results.pionierstadt.traffic_light import Tolerances, lag_percent, light, required_value
from transforms.results.pionierstadt.trend import trend

VALUES = st.integers(-10_000, 10_000).map(lambda it: Decimal(it) / 10)
SERIES = st.dictionaries(st.integers(2010, 2024), st.none() | st.integers(1, 10_000).map(lambda it: it / 10))
SHADES = ("on-track", "slightly-off", "off")
TOLERANCES = Tolerances(Decimal(2), Decimal(10), 2, 5)


def _values(series: dict[int, float | None], order: list[int] | None = None) -> pl.LazyFrame:
    years = order or list(series)
    rows = [
        {"indicator": "x", "municipality_code": "62140", "year": it, "value": series[it], "unit": "t"} for it in years
    ]
    schema = {
        "indicator": pl.String,
        "municipality_code": pl.String,
        "year": pl.Int64,
        "value": pl.Float64,
        "unit": pl.String,
    }
    return pl.LazyFrame(rows, schema=schema)


def _target(direction: str, baseline: float, target: float) -> pl.LazyFrame:
    goal = {"indicator": "x", "dimension": "resources", "unit": "t", "direction": direction, "baseline_year": 2010}
    return pl.LazyFrame([goal | {"baseline": baseline, "target_year": 2030, "target": target, "source": None}])


@given(VALUES, VALUES, VALUES)
def test_mirroring_values_and_direction_keeps_the_light(value: Decimal, required: Decimal, way: Decimal) -> None:
    up, down = lag_percent(value, required, way, "up"), lag_percent(-value, -required, -way, "down")
    assert up == down
    assert light(up, TOLERANCES) == light(down, TOLERANCES)


@given(VALUES, VALUES, VALUES, VALUES, st.sampled_from(["up", "down"]))
def test_a_better_value_never_has_a_worse_light(
    one: Decimal, other: Decimal, required: Decimal, way: Decimal, direction: str
) -> None:
    worse, better = sorted((one, other), reverse=direction == "down")
    shades = [SHADES.index(light(lag_percent(it, required, way, direction), TOLERANCES)) for it in (worse, better)]
    assert shades[1] <= shades[0]


@given(VALUES, VALUES, st.integers(2000, 2050))
def test_the_line_starts_at_the_baseline_ends_at_the_target_and_stays_between(
    baseline: Decimal, target: Decimal, year: int
) -> None:
    assert required_value(2010, baseline, 2030, target, 2010) == baseline
    assert required_value(2010, baseline, 2030, target, 2030) == target
    assert min(baseline, target) <= required_value(2010, baseline, 2030, target, year) <= max(baseline, target)


@given(VALUES, st.integers(-100, 100), st.sets(st.integers(2000, 2030), min_size=2))
def test_the_trend_of_a_straight_line_is_its_slope(start: Decimal, slope: int, years: set[int]) -> None:
    found = trend({year: start + slope * (year - 2000) for year in years})
    assert found is not None
    assert abs(found - slope) < Decimal("1e-15")


@settings(max_examples=40, deadline=None)
@given(SERIES, st.randoms(use_true_random=False))
def test_order_changes_no_byte_and_missing_is_never_zero(series: dict[int, float | None], chance: object) -> None:
    order = list(series)
    chance.shuffle(order)  # type: ignore[attr-defined]
    target = _target("down", 900.0, 100.0)
    made = [indicator_status("2024", _values(series, it), indicator_targets=target).collect() for it in (None, order)]
    assert made[0].equals(made[1])
    row = made[0].row(0, named=True)
    known = {year: value for year, value in series.items() if value is not None}
    if known:
        assert row["latest_value"] == known[max(known)]
        assert (row["light"] == "grey") == (2024 - max(known) > 2)
    else:
        assert (row["latest_value"], row["light"], row["status"]) == (None, "grey", "missing")
    assert row["years_missing"] == len(series) - len(known)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 2000), st.sampled_from([1, 10, 1000]))
def test_another_unit_for_all_changes_no_light(value: int, scale: int) -> None:
    lights = {
        indicator_status(
            "2024", _values({2024: float(value * it)}), indicator_targets=_target("down", 900.0 * it, 100.0 * it)
        ).collect()["light"][0]
        for it in (1, scale)
    }
    assert len(lights) == 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_a_key_is_carried_whole_however_it_is_split(parts: list[int]) -> None:
    share = [Decimal(part) / sum(parts) for part in parts]
    changes = pl.LazyFrame(
        {
            "old_code": ["10001"] * len(parts),
            "new_code": [str(20001 + it) for it in range(len(parts))],
            "date": [date(2020, 1, 1)] * len(parts),
            "share": [float(it) for it in share],
        }
    )
    used = pl.LazyFrame({"municipality_code": ["10001"], "year": [2019]})
    found = municipality_keys("2022", used, territorial_changes=changes).collect()
    assert abs(found["share"].sum() - 1) < 1e-5
