"""One picture: measures by cost of a tonne (EUR/t CO2e), each as wide as its reduction (t CO2e a year)."""

from __future__ import annotations

from math import fsum

import altair as alt
import polars as pl

from delivery.charts.drawable import drawable
from delivery.charts.drawing import Drawing
from delivery.charts.palette import BLUE, colours
from delivery.charts.speech import Speech
from delivery.charts.style import LABELS, Picture, finished, wrapped

VALUES = ("cost_per_tonne_eur", "reduction_t_co2e", "cumulative_from_t_co2e", "cumulative_reduction_t_co2e")
COLUMNS = ("period", "rank", "measure_id", "title", "field", "cost_per", *VALUES, "left_out_because", "status")
RUNNING = ("cumulative_from_t_co2e", "cumulative_reduction_t_co2e")
NARROWEST_NAMED = 0.025
"""A measure narrower than this share of all has no number above it: it would lie on its neighbour's."""


def abatement_steps(frame: pl.DataFrame, speech: Speech) -> list[Drawing]:
    """The ranked measures from left to right; a measure without rank is named below the title, not drawn.

    A suppressed one would leave a hole as wide as its reduction, so the others move together and keep no running sums.
    """
    parts = drawable(frame.select(COLUMNS).sort("rank", "measure_id", nulls_last=True), VALUES)
    if parts.drawn.is_empty():
        return []
    table, drawn = parts.table, parts.drawn
    if parts.suppressed_count:
        table = table.with_columns(pl.lit(None, pl.Float64).alias(it) for it in RUNNING)
        drawn = _moved_together(drawn)
    total = max(drawn["cumulative_reduction_t_co2e"].to_list())
    first, last = drawn.row(0, named=True), drawn.row(-1, named=True)
    fields = sorted({it or speech.say("no field") for it in parts.drawn["field"]})
    colour = colours(len(fields))
    notes = [speech.say(f"abatement how {parts.drawn['cost_per'][0]}"), *parts.notes(pl.col("measure_id"), speech)]
    if colour is None:
        notes.append(speech.say("fields many", count=speech.count(len(fields))))
    told = speech.say(
        "abatement told" if not parts.suppressed_count else "abatement told in part",
        count=speech.count(parts.drawn.height),
        sum=speech.amount(total),
        cheap=speech.amount(first["cost_per_tonne_eur"]),
        dear=speech.amount(last["cost_per_tonne_eur"]),
    )
    title = speech.say("abatement")
    return [
        Drawing(
            name="",
            title=title,
            summary=" ".join([told, *(f"{it}." for it in notes)]),
            table=table,
            spec=finished(_chart(drawn, total, fields, colour, speech), title, notes, speech.source(frame)),
        )
    ]


def _moved_together(drawn: pl.DataFrame) -> pl.DataFrame:
    ends = [fsum(drawn["reduction_t_co2e"][: at + 1]) for at in range(drawn.height)]
    return drawn.with_columns(
        pl.Series("cumulative_from_t_co2e", [0.0, *ends[:-1]]), pl.Series("cumulative_reduction_t_co2e", ends)
    )


def _chart(
    drawn: pl.DataFrame, total: float, fields: list[str], colour: tuple[str, ...] | None, speech: Speech
) -> Picture:
    rows = [
        {
            "field": wrapped(speech.word(it["field"] or speech.say("no field")), 30),
            "cost": it["cost_per_tonne_eur"],
            "from": it["cumulative_from_t_co2e"],
            "to": it["cumulative_reduction_t_co2e"],
            "middle": (it["cumulative_from_t_co2e"] + it["cumulative_reduction_t_co2e"]) / 2,
            "top": max(it["cost_per_tonne_eur"], 0.0),
            "label": speech.count(it["rank"]) if it["reduction_t_co2e"] >= NARROWEST_NAMED * total else "",
        }
        for it in drawn.to_dicts()
    ]
    x = alt.X(
        "from:Q",
        title=speech.say("reduction axis"),
        axis=alt.Axis(format=",~r", grid=False, tickCount=6),
        scale=alt.Scale(nice=False, domain=[0, total]) if total > 0 else alt.Undefined,
    )
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_rect(stroke="white", strokeWidth=0.5, color=BLUE)
        .encode(
            x=x,
            x2="to",
            y=alt.Y("cost:Q", title=speech.say("cost axis"), axis=alt.Axis(format=",~r", tickCount=6)),
            y2=alt.Y2Datum(0),
        )
    )
    if colour:
        scale = alt.Scale(domain=[wrapped(speech.word(it), 30) for it in fields], range=list(colour))
        legend = alt.Legend(orient="bottom", columns=3, labelExpr=LABELS)
        bars = bars.encode(color=alt.Color("field:N", title=speech.say("field"), scale=scale, legend=legend))
    numbers = (
        alt.Chart(alt.InlineData(values=[row for row in rows if row["label"]]))
        .mark_text(baseline="bottom", dy=-3)
        .encode(x="middle:Q", y="top:Q", text="label:N")
    )
    return alt.layer(bars, numbers).properties(width=620, height=340)
