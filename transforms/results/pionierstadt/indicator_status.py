"""Where every indicator stands: latest value, trend, what the line to the target requires this year, and the light."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

import polars as pl

from schemas.period import Period
from transforms.results.exact.exactly import difference, exactly, rounded
from transforms.results.given.given_rows import given_rows
from transforms.results.pionierstadt.indicator_series import IndicatorSeries, SeriesKey, indicator_series
from transforms.results.pionierstadt.traffic_light import GREY, Tolerances, lag_percent, light, required_value
from transforms.results.pionierstadt.trend import trend

TARGET_COLUMNS = (
    "municipality_code", "indicator", "dimension", "unit", "direction", "baseline_year", "baseline", "target_year",
    "target", "source",
)  # fmt: skip
_INTEGERS = ("baseline_year", "target_year", "latest_year", "age_years", "trend_points", "years_missing")
_FLOATS = (
    "baseline", "target", "latest_value", "trend_per_year", "required_value", "deviation", "deviation_percent",
    "on_track_percent", "slightly_off_percent",
)  # fmt: skip
_COLUMNS = (
    "period", "municipality_code", "indicator", "dimension", "unit", "direction", "baseline_year", "baseline",
    "target_year", "target", "latest_year", "latest_value", "age_years", "trend_per_year", "trend_points",
    "years_missing", "required_value", "deviation", "deviation_percent", "light", "light_reason", "status",
    "on_track_percent", "slightly_off_percent", "value_source", "target_source",
)  # fmt: skip
_SCHEMA = {it: pl.Int64 if it in _INTEGERS else pl.Float64 if it in _FLOATS else pl.String for it in _COLUMNS}


def indicator_status(
    period: str,
    indicator_values: pl.LazyFrame | None = None,
    measure_indicators: pl.LazyFrame | None = None,
    indicator_targets: pl.LazyFrame | None = None,
    computed_indicators: pl.LazyFrame | None = None,
    on_track_percent: float = 2.0,
    slightly_off_percent: float = 10.0,
    maximal_age_years: int = 2,
    trend_years: int = 5,
    zero_means_missing: bool = False,
) -> pl.LazyFrame:
    """One row per municipality and indicator with values or a target; figures in the indicator's own unit.

    `deviation` = latest value - required value of the period's year, `deviation_percent` = 100 deviation / |required|;
    the light respects the direction. Trend: least squares over the last `trend_years` up to the latest value.
    """
    tolerances = Tolerances.declared(
        "indicator_status", on_track_percent, slightly_off_percent, maximal_age_years, trend_years
    )
    tables = (indicator_values, measure_indicators, computed_indicators)
    series = indicator_series(*tables, zero_means_missing=zero_means_missing)
    computed = {it["indicator"] for it in given_rows(computed_indicators, ("indicator",))}
    targets = {(it["municipality_code"], it["indicator"]): it for it in given_rows(indicator_targets, TARGET_COLUMNS)}
    of_all = {name for code, name in targets if code is None}
    places = {code for code, _ in series}
    keys: set[SeriesKey] = {*series, *((code, name) for code in places for name in of_all)}
    keys |= {key for key in targets if key[0] is not None or not places}
    year = Period.parse(period).end.year
    made = []
    for code, name in sorted(keys, key=lambda it: (it[0] or "", it[1])):
        goal = targets.get((code, name)) or targets.get((None, name))
        row = _row(series.get((code, name), IndicatorSeries()), goal, year, tolerances)
        row["status"] = "computed" if row["status"] == "published" and name in computed else row["status"]
        made.append({"period": period, "municipality_code": code, "indicator": name, **row})
    return pl.DataFrame(made, schema=_SCHEMA, orient="row").lazy()


def _row(found: IndicatorSeries, goal: dict[str, Any] | None, year: int, tolerances: Tolerances) -> dict[str, Any]:
    goal = goal or dict.fromkeys(TARGET_COLUMNS)
    known = found.up_to(year)
    latest = known[-1] if known else None
    value = None if latest is None else found.by_year[latest]
    unit = goal["unit"] if latest is None else found.units[latest]
    recent = {it: found.by_year[it] for it in known if latest is not None and it > latest - tolerances.trend_years}
    recent = {it: figure for it, figure in recent.items() if found.units[it] == unit}
    way = {it: exactly(goal[it]) for it in ("baseline", "target")}
    required = _required(goal, way, year)
    age = None if latest is None else year - latest
    is_comparable = unit == goal["unit"] or goal["unit"] is None
    reason = _grey_reason(found, goal, way, value, age, is_comparable, tolerances)
    deviation = difference(value, required) if is_comparable else None
    length = difference(way["target"], way["baseline"])
    shade = GREY
    if reason is None:
        lag = lag_percent(cast("Decimal", value), cast("Decimal", required), cast("Decimal", length), goal["direction"])
        shade = light(lag, tolerances)
    percent = None if deviation is None or not required else 100 * deviation / abs(required)
    return {
        **{name: goal[name] for name in ("dimension", "direction", "baseline_year", "target_year")},
        "unit": unit,
        "baseline": rounded(way["baseline"], 6),
        "target": rounded(way["target"], 6),
        "latest_year": latest,
        "latest_value": rounded(value, 6),
        "age_years": age,
        "trend_per_year": rounded(trend(recent), 6),
        "trend_points": len(recent),
        "years_missing": sum(it <= year for it in (*found.missing, *found.ambiguous)),
        "required_value": rounded(required, 6),
        "deviation": rounded(deviation, 6),
        "deviation_percent": rounded(percent, 3),
        "light": shade,
        "light_reason": reason,
        "status": "missing" if value is None else "published",
        "on_track_percent": float(tolerances.on_track_percent),
        "slightly_off_percent": float(tolerances.slightly_off_percent),
        "value_source": None if latest is None else found.sources[latest],
        "target_source": goal["source"],
    }


def _required(goal: dict[str, Any], way: dict[str, Decimal | None], year: int) -> Decimal | None:
    start, end = goal["baseline_year"], goal["target_year"]
    if start is None or end is None or start >= end or way["baseline"] is None or way["target"] is None:
        return None
    return required_value(start, way["baseline"], end, way["target"], year)


def _grey_reason(
    found: IndicatorSeries,
    goal: dict[str, Any],
    way: dict[str, Decimal | None],
    value: Decimal | None,
    age: int | None,
    is_comparable: bool,
    tolerances: Tolerances,
) -> str | None:
    start, end, baseline, target = goal["baseline_year"], goal["target_year"], way["baseline"], way["target"]
    if value is None or age is None:
        return "value ambiguous" if found.ambiguous else "no value"
    if age > tolerances.maximal_age_years:
        return "value stale"
    if target is None or goal["direction"] is None:
        return "no target"
    if baseline is None or start is None or end is None or start >= end:
        return "no line to the target"
    if not is_comparable:
        return "unit differs from the target's"
    if (target - baseline) * (1 if goal["direction"] == "up" else -1) < 0:
        return "target against its direction"
    return None
