"""What speaks against the indicators, their targets, their keys or the town's size; no finding changes a number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import polars as pl

from schemas.dimensions import DIMENSIONS
from schemas.period import Period
from transforms.results.exact.exactly import exactly
from transforms.results.findings.findings_frame import findings_frame
from transforms.results.findings.line import Line, line
from transforms.results.given.given_rows import given_rows
from transforms.results.pionierstadt.indicator_series import IndicatorSeries, SeriesKey, indicator_series
from transforms.results.pionierstadt.indicator_status import TARGET_COLUMNS
from transforms.results.pionierstadt.key_findings import key_findings
from transforms.results.pionierstadt.size_findings import size_findings

_REASONS_DE = {
    "no value": "kein Wert", "value ambiguous": "Wert mehrdeutig", "value stale": "Wert veraltet",
    "no target": "kein Ziel", "no line to the target": "kein Weg vom Ausgangswert zum Ziel",
    "unit differs from the target's": "andere Einheit als das Ziel",
    "target against its direction": "Ziel entgegen seiner Richtung",
}  # fmt: skip


def pionierstadt_findings(
    period: str,
    indicator_values: pl.LazyFrame | None = None,
    measure_indicators: pl.LazyFrame | None = None,
    indicator_targets: pl.LazyFrame | None = None,
    computed_indicators: pl.LazyFrame | None = None,
    indicator_status: pl.LazyFrame | None = None,
    municipality_keys: pl.LazyFrame | None = None,
    territorial_changes: pl.LazyFrame | None = None,
    pionierstadt_eligibility: pl.LazyFrame | None = None,
    baseline_tolerance: float = 0.005,
) -> pl.LazyFrame:
    """One row per rule and subject (key, indicator, year): stated, recomputed, difference, verdict.

    A baseline agrees with the series' value of its year within `baseline_tolerance` (a share of the value).
    """
    series = indicator_series(indicator_values, measure_indicators, computed_indicators, zero_means_missing=False)
    found = list(_series_findings(series))
    found += _target_findings(series, indicator_targets, exactly(baseline_tolerance) or Decimal(0))
    found += _grey_findings(indicator_status)
    found += key_findings(municipality_keys, territorial_changes, date(Period.parse(period).end.year, 12, 31))
    places = {code for code, _ in series if code is not None}
    found += size_findings(pionierstadt_eligibility, places)
    found.sort(key=lambda it: (it["check"], it["subject"]))
    return findings_frame(found, period)


def _series_findings(series: dict[SeriesKey, IndicatorSeries]) -> Iterator[Line]:
    for key, values in series.items():
        for year in values.ambiguous:
            note = (
                "Zwei verschiedene Werte für ein Jahr; keiner zählt",
                "Two different values for a year; none counts",
            )
            yield line("value_is_given_once", f"{_name(key)}, {year}", "rule broken", note)
        if values.missing:
            years = ", ".join(map(str, values.missing))
            note = (f"Kein Wert für {years}", f"No value for {years}")
            yield line("value_is_there", _name(key), "not checked", note, printed=len(values.missing), recomputed=0,
                       unit="years", tolerance=0)  # fmt: skip
        if values.zeros and len(values.zeros) < len(values.by_year):
            years = ", ".join(map(str, values.zeros))
            note = (
                f"0 neben anderen Werten in {years}: fehlt er?",
                f"0 beside other values in {years}: is it missing?",
            )
            yield line("zero_is_a_value", _name(key), "noted", note, printed=len(values.zeros), unit="years")
        units = sorted({unit or "-" for unit in values.units.values()})
        if len(units) > 1:
            note = (f"Mehrere Einheiten: {', '.join(units)}", f"Several units: {', '.join(units)}")
            yield line("series_keeps_its_unit", _name(key), "rule broken", note)


def _target_findings(
    series: dict[SeriesKey, IndicatorSeries], targets: pl.LazyFrame | None, tolerance: Decimal
) -> Iterator[Line]:
    goals = given_rows(targets, TARGET_COLUMNS)
    for goal in goals:
        subject = _name((goal["municipality_code"], goal["indicator"]))
        start, end, baseline, target = (
            exactly(goal[it]) for it in ("baseline_year", "target_year", "baseline", "target")
        )
        if start is not None and end is not None and start >= end:
            note = ("Das Zieljahr liegt nicht nach dem Basisjahr", "The target year is not after the baseline year")
            yield line("target_is_after_its_baseline", subject, "rule broken", note, printed=start, recomputed=end,
                       unit="year", tolerance=0)  # fmt: skip
        if baseline is not None and target is not None:
            way = target - baseline if goal["direction"] == "up" else baseline - target
            if way < 0:
                note = ("Das Ziel ist schlechter als der Ausgangswert", "The target is worse than the baseline")
                yield line("target_moves_in_its_direction", subject, "rule broken", note, printed=baseline,
                           recomputed=target, unit=goal["unit"], tolerance=0)  # fmt: skip
        for key, values in series.items():
            if key[1] != goal["indicator"] or goal["municipality_code"] not in (None, key[0]):
                continue
            other = sorted({unit or "-" for unit in values.units.values()} - {goal["unit"]})
            if goal["unit"] is not None and other:
                german = f"Werte in {', '.join(other)}, Ziel in {goal['unit']}"
                english = f"values in {', '.join(other)}, target in {goal['unit']}"
                yield line("unit_is_that_of_the_target", _name(key), "rule broken", (german, english))
            elif baseline is not None and goal["baseline_year"] in values.by_year:
                value = values.by_year[goal["baseline_year"]]
                slack = tolerance * abs(value)
                note = ("Ausgangswert und Wert des Basisjahrs", "Baseline and value of the baseline year")
                verdict = "match" if abs(value - baseline) <= slack else "mismatch"
                yield line("baseline_is_the_value_of_its_year", _name(key), verdict, note, printed=baseline,
                           recomputed=value, unit=goal["unit"], tolerance=slack)  # fmt: skip
    if goals:
        for dimension in sorted(set(DIMENSIONS) - {goal["dimension"] for goal in goals}):
            note = ("Kein Indikator in dieser Dimension", "No indicator in this dimension")
            yield line("dimension_has_an_indicator", dimension, "not covered", note)


def _grey_findings(status: pl.LazyFrame | None) -> Iterator[Line]:
    for row in given_rows(status, ("municipality_code", "indicator", "light_reason", "latest_year")):
        reason = row["light_reason"]
        if reason is not None:
            of_year = "" if row["latest_year"] is None else f" ({row['latest_year']})"
            note = (f"Ampel grau: {_REASONS_DE[reason]}{of_year}", f"Light is grey: {reason}{of_year}")
            yield line("light_can_be_told", _name((row["municipality_code"], row["indicator"])), "not checked", note)


def _name(key: SeriesKey) -> str:
    return key[1] if key[0] is None else f"{key[0]}: {key[1]}"
