"""The five steps of a transformation process, where each stands, and whether one runs ahead of the one before."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from schemas.pathway_words import STEPS
from schemas.period import Period
from transforms.results.given.given_rows import given_rows
from transforms.results.given.withheld import withheld

_GIVEN = ("step", "step_status", "start_date", "end_date", "owner_role", "evidence")
_TYPES: dict[str, type[pl.DataType]] = {
    "period": pl.String,
    "step_number": pl.Int64,
    **dict.fromkeys(("step", "step_status"), pl.String),
    **dict.fromkeys(("start_date", "end_date"), pl.Date),
    **dict.fromkeys(("owner_role", "evidence"), pl.String),
    **dict.fromkeys(("is_overdue", "is_ahead"), pl.Boolean),
    "status": pl.String,
}


def pathway_steps(period: str, step_register: pl.LazyFrame) -> pl.LazyFrame:
    """Five rows, always: step, its status (open, running, done; missing where the register lacks it), dates, evidence.

    `is_overdue`: not done although its end is before the end of the period. `is_ahead`: running or done while an
    earlier step is open; missing where the register lacks an earlier one. Raises `pathway-step-twice`.
    """
    end = Period.parse(period).end
    steps: dict[str, dict[str, Any]] = {}
    for row in given_rows(withheld(step_register, ("evidence",)), _GIVEN):
        if row["step"] in steps:
            raise StadtlandError("pathway-step-twice", step=row["step"])
        steps[row["step"]] = row
    rows = [_row(period, number, step, steps, end) for number, step in enumerate(STEPS, start=1)]
    return pl.DataFrame(rows, schema=_TYPES, orient="row").lazy()


def _row(period: str, number: int, step: str, steps: dict[str, dict[str, Any]], end: dt.date) -> dict[str, Any]:
    given = steps.get(step, {"step": step})
    found = {name: given.get(name) for name in _GIVEN}
    before = {steps.get(name, {}).get("step_status") for name in STEPS[: number - 1]}
    has_begun = found["step_status"] in ("running", "done")
    due = found["end_date"]
    return {
        "period": period,
        "step_number": number,
        **found,
        "is_overdue": None if due is None else found["step_status"] != "done" and due < end,
        "is_ahead": has_begun and "open" in before if "open" in before or None not in before else None,
        "status": "missing" if found["step_status"] is None else "published",
    }
