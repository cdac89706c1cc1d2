"""One picture per municipality, year and sector: from the baseline (t CO2e) over each reduction to what remains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from delivery.charts.drawable import hidden
from delivery.charts.drawing import Drawing
from delivery.charts.file_name import file_name
from delivery.charts.palette import BLUE, GREY, INDIGO, OCHRE, RED
from delivery.charts.speech import Speech
from delivery.charts.style import LABELS, Picture, finished, wrapped


@dataclass(frozen=True)
class _Kind:
    """How one table tells a gap: its steps as (column, words, colour, +1 a reduction and 0 a level), its columns."""

    steps: tuple[tuple[str, str, str, int], ...]
    place: tuple[str, ...]
    totals: tuple[tuple[str, str], ...]


# Template: (6) = (1) - (2), (4) = (2) - (3): so baseline - (3) - (5) - uncovered = residual.
_TEMPLATE = _Kind(
    steps=(
        ("baseline_t_co2e", "baseline", INDIGO, 0),
        ("reduction_other_plans_t_co2e", "other plans", OCHRE, 1),
        ("reduction_actions_t_co2e", "actions", BLUE, 1),
        ("uncovered_t_co2e", "uncovered", RED, 1),
        ("residual_t_co2e", "residual", GREY, 0),
    ),
    place=("municipality_code", "city", "year"),
    totals=(("column sum", "sum of sectors"), ("total as printed", "total")),
)
# The same without actions: baseline - plans - gap = residual.
_SERIES = _Kind(
    steps=(
        ("baseline_t", "baseline", INDIGO, 0),
        ("reduction_other_plans_t", "other plans", OCHRE, 1),
        ("gap_t", "gap step", RED, 1),
        ("residual_t", "residual", GREY, 0),
    ),
    place=("gas", "baseline_year", "target_year"),
    totals=(("total", "total of series"),),
)


def gap_waterfall(frame: pl.DataFrame, speech: Speech) -> list[Drawing]:
    """The total, and each sector; a step whose figure is missing is a gap, and what would stand on it is left out.

    The total is our sum of the sectors where there is one, else the printed one.
    """
    kind = _SERIES if speech.table == "gap_from_series" else _TEMPLATE
    drawings = []
    flagged = frame.with_columns(hidden(frame).alias("_hidden"))
    for place in flagged.sort(*kind.place, "sector", nulls_last=True).partition_by(*kind.place, maintain_order=True):
        kinds = set(place["row_kind"])
        total = next((name for name, _ in kind.totals if name in kinds), None)
        if place.filter(pl.col("row_kind") == "sector")["_hidden"].any():
            total = None  # less the sectors that are drawn, it would tell the one that is not
        for at, row in enumerate(place.to_dicts()):
            if row["row_kind"] in ("sector", total):
                drawing = _drawing(kind, row, place[at], speech)
                drawings += [drawing] if drawing is not None else []
    return drawings


def _drawing(kind: _Kind, row: dict[str, Any], released: pl.DataFrame, speech: Speech) -> Drawing | None:
    steps: list[dict[str, Any]] = []
    level, is_known = 0.0, True
    for column, words, colour, sign in kind.steps:
        value = None if row["_hidden"] else row[column]
        start = end = None
        if value is not None and (sign == 0 or is_known):
            start, end = (0.0, value) if sign == 0 else (level, level - value)
            level = end
        is_known = is_known and value is not None
        name = wrapped(speech.say(words), 14)
        steps.append({"step": name, "colour": colour, "value": value, "from": start, "to": end})
    drawn = [step for step in steps if step["to"] is not None]
    if not drawn:
        return None
    left_out = [str(step["step"]).replace("\n", " ") for step in steps if step["to"] is None]
    notes = [speech.say("gap missing", steps=", ".join(left_out))] if left_out else []
    unit = f"t {row['gas']}" if "gas" in row else "t CO2e"
    words_of = dict(kind.totals).get(row["row_kind"])
    part = speech.say(words_of) if words_of else speech.word(row["sector"])
    title = speech.say("gap", where=_where(row), part=part)
    told = ", ".join(f"{str(step['step']).replace(chr(10), ' ')} {speech.amount(step['value'])}" for step in drawn)
    columns = ["period", *kind.place, "sector", "row_kind", *(step[0] for step in kind.steps), "status"]
    amounts = [step[0] for step in kind.steps]
    blank = pl.lit(row["_hidden"])
    return Drawing(
        name=file_name(*_parts(row), "total" if words_of else row["sector"]),
        title=title,
        summary=" ".join([speech.say("gap told", unit=unit, steps=told), *(f"{it}." for it in notes)]),
        table=released.select(columns).with_columns(pl.when(~blank).then(it).alias(it) for it in amounts),
        spec=finished(_chart(steps, drawn, unit, speech), title, notes, speech.source(released)),
    )


def _chart(steps: list[dict[str, Any]], drawn: list[dict[str, Any]], unit: str, speech: Speech) -> Picture:
    rows = [
        {
            **{key: step[key] for key in ("step", "colour", "from", "to")},
            "top": max(step["from"], step["to"]),
            "label": speech.amount(step["value"]),
        }
        for step in drawn
    ]
    x = alt.X(
        "step:N",
        sort=None,
        title=None,
        scale=alt.Scale(domain=[step["step"] for step in steps]),
        axis=alt.Axis(labelAngle=0, ticks=False, labelExpr=LABELS, labelOverlap=False),
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x)
    return alt.layer(
        base.mark_bar(width=alt.RelativeBandSize(band=0.7)).encode(
            y=alt.Y("from:Q", title=speech.say("gap axis", unit=unit), axis=alt.Axis(format=",~r", tickCount=6)),
            y2="to",
            color=alt.Color("colour:N", scale=None),
        ),
        base.mark_text(baseline="bottom", dy=-4).encode(y="top:Q", text="label:N"),
    ).properties(width=560, height=320)


def _where(row: dict[str, Any]) -> str:
    if "gas" in row:
        return f"{row['baseline_year']} – {row['target_year']}"
    return f"{row['city'] or row['municipality_code'] or ''} {row['year']}".strip()


def _parts(row: dict[str, Any]) -> tuple[object, ...]:
    if "gas" in row:
        return (row["gas"], row["target_year"])
    return (row["city"] or row["municipality_code"], row["year"])
