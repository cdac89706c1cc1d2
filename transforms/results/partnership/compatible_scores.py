"""How far every partner is in every field, from 0 to 100 on declared bounds, now and in the status quo."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import polars as pl

from transforms.results.partnership.read_partners import read_rows

_SCHEMA = {
    "period": pl.String, "municipality_code": pl.String, "field": pl.String, "indicator": pl.String,
    "value": pl.Float64, "unit": pl.String, "bound_0": pl.Float64, "bound_100": pl.Float64, "score": pl.Float64,
    "is_clamped": pl.Boolean, "status_quo_score": pl.Float64, "progress": pl.Float64,
    "indicators_missing": pl.Int64, "source": pl.String, "status": pl.String,
}  # fmt: skip
_Score = tuple[Fraction | None, bool]


def compatible_scores(compatible_indicators: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per municipality, field and indicator, and one `(field)` row with the mean of the field's scores.

    score = 100 x (value - bound_0) / (bound_100 - bound_0), kept within 0 and 100; `is_clamped` says where it was not.
    `progress` is score minus score of the status quo. Without a value, or with equal bounds, there is no score; a field
    that lacks one has none, and `indicators_missing` counts them.
    """
    fields: dict[tuple[str, str], list[tuple[_Score, Fraction | None]]] = {}
    rows: list[dict[str, Any]] = []
    for row in read_rows(compatible_indicators):
        score = _score(row.get("value"), row["bound_0"], row["bound_100"])
        before, _ = _score(row.get("status_quo_value"), row["bound_0"], row["bound_100"])
        key = (row["municipality_code"], row["field"])
        fields.setdefault(key, []).append((score, before))
        rows.append({
            **{name: row.get(name) for name in ("indicator", "value", "unit", "bound_0", "bound_100", "source")},
            **_line(period, key, score, before), "indicators_missing": int(score[0] is None),
        })  # fmt: skip
    for key, parts in fields.items():
        mean = _mean([score for (score, _), _ in parts])
        rows.append({
            "indicator": "(field)", **_line(period, key, (mean, any(flag for (_, flag), _ in parts)),
                                            _mean([before for _, before in parts])),
            "indicators_missing": sum(score is None for (score, _), _ in parts),
        })  # fmt: skip
    return pl.DataFrame(rows, schema=_SCHEMA).sort("municipality_code", "field", "indicator").lazy()


def _score(value: float | None, low: float, high: float) -> _Score:
    if value is None or low == high:
        return None, False
    start, end = Fraction(str(low)), Fraction(str(high))
    free = 100 * (Fraction(str(value)) - start) / (end - start)
    return min(max(free, Fraction(0)), Fraction(100)), not 0 <= free <= 100


def _mean(values: list[Fraction | None]) -> Fraction | None:
    stated = [value for value in values if value is not None]
    return sum(stated, Fraction(0)) / len(stated) if len(stated) == len(values) else None


def _line(period: str, key: tuple[str, str], score: _Score, before: Fraction | None) -> dict[str, Any]:
    now, clamped = score
    return {
        "period": period,
        "municipality_code": key[0],
        "field": key[1],
        "score": _points(now),
        "is_clamped": clamped,
        "status_quo_score": _points(before),
        "progress": None if now is None or before is None else _points(now - before),
        "status": "missing" if now is None else "computed",
    }


def _points(value: Fraction | None) -> float | None:
    return None if value is None else float(round(value, 2)) + 0.0
