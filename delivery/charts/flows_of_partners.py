"""One picture: reductions (t CO2e a year) from the municipality of the measures to the one they are credited to."""

from __future__ import annotations

from typing import Any

import polars as pl

from delivery.charts.drawable import drawable, hidden
from delivery.charts.drawing import Drawing
from delivery.charts.labelled_bars import labelled_bars
from delivery.charts.palette import BLUE, INDIGO, INK, SOFT
from delivery.charts.speech import Speech
from delivery.charts.style import finished, wrapped

COLUMNS = (
    "period", "municipality_code", "municipality_name", "credited_to", "credited_name", "measures_counted",
    "measures_left_out", "reduction_t_co2e", "figures_missing", "status",
)  # fmt: skip


def flows_of_partners(frame: pl.DataFrame, speech: Speech) -> list[Drawing]:
    """One bar per pair with a measure that counts; what stays at home has another colour, and says so in its name."""
    counted = frame.select(COLUMNS).sort("municipality_code", "credited_to", nulls_last=True)
    table = drawable(counted, ["reduction_t_co2e"]).table
    secrets = table.select(hidden(table))[:, 0].to_list()
    codes: dict[str, set[str]] = {}
    for row in table.to_dicts():
        for name, code in (("municipality_name", "municipality_code"), ("credited_name", "credited_to")):
            if row[name]:
                codes.setdefault(row[name], set()).add(row[code])
    rows = []
    left_out = 0
    for row, secret in zip(table.to_dicts(), secrets, strict=True):
        left_out += row["measures_left_out"] > 0
        if not row["measures_counted"] and not secret:
            continue
        rows.append(_row(row, secret, codes, speech))
    if all(row["value"] is None for row in rows):
        return []
    notes = [speech.say("left out", count=speech.count(left_out))] if left_out and not any(secrets) else []
    title = speech.say("flows")
    return [
        Drawing(
            name="",
            title=title,
            summary=" ".join([speech.say("flows told", count=speech.count(len(rows))), *(f"{it}." for it in notes)]),
            table=table,
            spec=finished(
                labelled_bars(
                    rows, name="flow", value="value", title=speech.say("flows axis"), band=0.7, room=0.25, ticks=5
                ),
                title,
                notes,
                speech.source(frame),
            ),
        )
    ]


def _row(row: dict[str, Any], secret: bool, codes: dict[str, set[str]], speech: Speech) -> dict[str, Any]:
    at_home = row["municipality_code"] == row["credited_to"]
    giver = _named(row["municipality_name"], row["municipality_code"], codes)
    taker = _named(row["credited_name"], row["credited_to"], codes)
    value = row["reduction_t_co2e"]
    blank = speech.say("not told" if secret else "no value")
    return {
        "flow": wrapped(speech.say("stays", giver=giver) if at_home else f"{giver} → {taker}"),
        "value": value,
        "at": max(value or 0.0, 0.0),
        "label": blank if value is None else speech.amount(value),
        "ink": SOFT if value is None else INK,
        "colour": BLUE if at_home else INDIGO,
    }


def _named(name: str | None, code: str | None, codes: dict[str, set[str]]) -> str:
    if not name:
        return code or "?"
    return name if len(codes[name]) == 1 else f"{name} ({code})"
