"""What a town tells about its progress each quarter, cut to the fields that the agreement names for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from schemas.period import Period
from transforms.results.given.given_rows import given_rows

_KEYS = ("period", "municipality_code", "indicator", "light", "unit")
_OWN_UNIT = ("latest_value", "required_value", "deviation", "target")
_NUMBERS = {
    **dict.fromkeys(_OWN_UNIT, ""), "trend_per_year": "/a", "deviation_percent": "%", "latest_year": "a",
    "target_year": "a", "years_missing": "1",
}  # fmt: skip
_TEXTS = ("dimension", "direction", "light_reason")
_STATED = ("latest_year", "latest_value", "target_year", "target", "dimension", "direction")
CHOICE = (*_NUMBERS, *_TEXTS)
NECESSARY = ("latest_year", "latest_value", "required_value", "light_reason")
_SCHEMA = {
    "period": pl.String, "quarter": pl.String, "municipality_code": pl.String, "indicator": pl.String,
    "light": pl.String, "field": pl.String, "value": pl.Float64, "text": pl.String, "unit": pl.String,
    "status": pl.String,
}  # fmt: skip


def progress_record(
    period: str, indicator_status: pl.LazyFrame, record_fields: Sequence[str] = NECESSARY
) -> pl.LazyFrame:
    """One row per municipality, indicator and agreed field at the end of the quarter in which the period ends.

    Of the status only the light and the `record_fields` get in; a field that is not agreed has no row. A field without
    content has a row that says missing.
    """
    if set(record_fields) - set(CHOICE):
        allowed = ", ".join(CHOICE)
        raise StadtlandError(
            "result-parameter-wrong", result="progress_record", parameter="record_fields", allowed=allowed
        )
    end = Period.parse(period).end
    quarter = f"{end.year}-Q{(end.month + 2) // 3}"
    chosen = [name for name in CHOICE if name in set(record_fields)]
    made = [
        {
            **{name: row[name] for name in _KEYS},
            "quarter": quarter,
            "field": name,
            "value": row[name] if name in _NUMBERS else None,
            "text": row[name] if name in _TEXTS else None,
            "unit": _unit(name, row["unit"]),
            "status": _status(name, row),
        }
        for row in given_rows(indicator_status, {*_KEYS, *chosen, "status"})
        for name in chosen
        if name != "light_reason" or row["light"] == "grey"
    ]
    made.sort(key=_order)
    return pl.DataFrame(made, schema=_SCHEMA, orient="row").lazy()


def _status(field: str, row: dict[str, Any]) -> str:
    if row[field] is None:
        return "missing"
    # The value of a computed indicator is nobody's statement.
    is_stated = field in _STATED and not (field == "latest_value" and row["status"] == "computed")
    return "published" if is_stated else "computed"


def _unit(field: str, own: str | None) -> str | None:
    if field in _TEXTS:
        return None
    if field in _OWN_UNIT:
        return own
    return _NUMBERS[field] if field != "trend_per_year" else f"{own or '-'}/a"


def _order(row: dict[str, Any]) -> tuple[str, str, int]:
    return row["municipality_code"] or "", row["indicator"], CHOICE.index(row["field"])
