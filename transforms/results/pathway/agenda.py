"""The agenda in an order in which it can be done: every measure after what it waits for."""

from __future__ import annotations

import datetime as dt

import polars as pl

from transforms.results.pathway.cycles import cycles, waits_for
from transforms.results.pathway.depends_on import Measure, depends_on

_TYPES: dict[str, type[pl.DataType]] = {
    "period": pl.String,
    "position": pl.Int64,
    "measure": pl.String,
    "owner_role": pl.String,
    "date": pl.Date,
    "depends_on": pl.String,
    "prerequisite_count": pl.Int64,
    "latest_prerequisite_date": pl.Date,
    "slack_days": pl.Int64,
    "order_status": pl.String,
    "open_question": pl.String,
    "status": pl.String,
}


def agenda(period: str, agenda_measures: pl.LazyFrame) -> pl.LazyFrame:
    """One row per measure; `position` counts from 1 and is missing in a circle and behind one.

    `slack_days` = date - latest date of its direct prerequisites; missing as soon as one of these dates is. Order:
    `free` waits for nothing, `in order`, `too early`, `unknown` (a date or prerequisite is missing), `circular`.
    `status` is `missing` where the measure has no date.
    """
    measures = depends_on(agenda_measures)
    position = _positions(measures)
    circular = {name for _, part in cycles(measures) for name in part}
    dates = {it.name: it.date for it in measures}
    rows = [_row(it, period, position.get(it.name), dates, circular) for it in measures]
    rows.sort(key=lambda row: (row["position"] is None, row["position"] or 0, row["measure"]))
    return pl.DataFrame(rows, schema=_TYPES, orient="row").lazy()


def _positions(measures: list[Measure]) -> dict[str, int]:
    """By date and name among all that nothing holds back any more."""
    needs = {name: set(others) for name, others in waits_for(measures).items()}
    dates = {it.name: it.date or dt.date.max for it in measures}
    position: dict[str, int] = {}
    while free := [name for name, others in needs.items() if name not in position and others <= position.keys()]:
        position[min(free, key=lambda name: (dates[name], name))] = len(position) + 1
    return position


def _row(
    measure: Measure, period: str, position: int | None, dates: dict[str, dt.date | None], circular: set[str]
) -> dict[str, object]:
    before = [dates.get(name) for name in measure.needs]
    stated = [day for day in before if day is not None]
    latest = max(stated) if stated and len(stated) == len(before) else None
    slack = None if latest is None or measure.date is None else (measure.date - latest).days
    if measure.name in circular:
        order = "circular"
    elif not measure.needs:
        order = "free"
    else:
        order = "unknown" if slack is None else "too early" if slack < 0 else "in order"
    return {
        "period": period,
        "position": position,
        "measure": measure.name,
        "owner_role": measure.owner_role,
        "date": measure.date,
        "depends_on": "; ".join(measure.needs) or None,
        "prerequisite_count": len(measure.needs),
        "latest_prerequisite_date": latest,
        "slack_days": slack,
        "order_status": order,
        "open_question": measure.open_question,
        "status": "missing" if measure.date is None else "published",
    }
