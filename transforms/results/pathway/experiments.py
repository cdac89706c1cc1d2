"""Experiments of a transformation: which were evaluated, and which are past their end without an evaluation."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from schemas.period import Period
from transforms.results.given.given_rows import given_rows
from transforms.results.given.withheld import withheld

_GIVEN = ("experiment", "hypothesis", "indicator", "start_date", "end_date", "result", "decision")
_TYPES: dict[str, type[pl.DataType]] = {
    "period": pl.String,
    **{name: pl.Date if name.endswith("_date") else pl.String for name in _GIVEN},
    "evaluation": pl.String,
    "is_unevaluated": pl.Boolean,
    "days_past_end": pl.Int64,
    "status": pl.String,
}


def experiments(period: str, experiment_register: pl.LazyFrame) -> pl.LazyFrame:
    """One row per experiment, the unevaluated ones first.

    Evaluated means: a result and a decision (scale, adapt or stop). The day of judgement is the last of the period.
    `evaluation` is `evaluated`, `unevaluated` (its end is past; flagged), `running`, `planned`, or `unknown` where no
    end is stated. `days_past_end` counts from the end to the day of judgement.
    """
    day = Period.parse(period).end
    sentences = withheld(experiment_register, ("hypothesis", "indicator", "result"))
    given = given_rows(sentences, (*_GIVEN, "experiment_period"))
    rows = [_row(period, _dated(row), day) for row in given]
    rows.sort(key=lambda row: (not row["is_unevaluated"], row["experiment"]))
    return pl.DataFrame(rows, schema=_TYPES, orient="row").lazy()


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    """Start and end as stated, else the first and last day of the experiment's own period."""
    stated = row["experiment_period"]
    own = None if stated is None else Period.parse(stated)
    days = {"start_date": row["start_date"] or (own and own.start), "end_date": row["end_date"] or (own and own.end)}
    return {name: days.get(name, row[name]) for name in _GIVEN}


def _row(period: str, given: dict[str, Any], day: dt.date) -> dict[str, Any]:
    evaluation = _evaluation(given, day)
    is_unevaluated = evaluation == "unevaluated"
    return {
        "period": period,
        **given,
        "evaluation": evaluation,
        "is_unevaluated": is_unevaluated,
        "days_past_end": (day - given["end_date"]).days if is_unevaluated else None,
        "status": "published" if given["result"] is not None else "missing",
    }


def _evaluation(given: dict[str, Any], day: dt.date) -> str:
    if given["result"] is not None and given["decision"] is not None:
        return "evaluated"
    if given["start_date"] is not None and given["start_date"] > day:
        return "planned"
    if given["end_date"] is None:
        return "unknown"
    return "unevaluated" if given["end_date"] < day else "running"
