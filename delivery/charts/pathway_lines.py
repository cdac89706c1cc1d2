"""One picture per pathway: its value year by year, which years are interpolated, and what was measured."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from delivery.charts.drawable import drawable, hidden
from delivery.charts.drawing import Drawing
from delivery.charts.file_name import file_name
from delivery.charts.palette import BLUE, RED
from delivery.charts.speech import Speech
from delivery.charts.style import Picture, finished
from delivery.charts.whole_steps import whole_steps

COLUMNS = (
    "period", "pathway", "indicator", "unit", "year", "value", "pathway_status", "actual", "status", "method", "source",
)  # fmt: skip
GIVEN, BETWEEN, ACTUAL = "given", "interpolated", "actual"


def pathway_lines(frame: pl.DataFrame, speech: Speech) -> list[Drawing]:
    """A year without a value breaks the line; given points are filled, interpolated hollow, measured ones diamonds."""
    ordered = frame.select(COLUMNS).sort("pathway", "year")
    return [
        drawing
        for one in ordered.partition_by("pathway", maintain_order=True)
        if (drawing := _drawing(one, speech)) is not None
    ]


def _drawing(one: pl.DataFrame, speech: Speech) -> Drawing | None:
    # A year of which one figure is suppressed loses both: where they should agree, one would tell the other.
    parts = drawable(one, ["value", "actual"])
    table = parts.table
    known = table.filter(pl.col("value").is_not_null())
    measured = table.filter(pl.col("actual").is_not_null())
    if known.is_empty() and measured.is_empty():
        return None
    _, pathway, indicator, unit = table.row(0)[:4]
    is_same = not indicator or indicator == pathway
    title = speech.say("pathway plain" if is_same else "pathway", pathway=pathway, indicator=indicator, unit=unit)
    gaps = [str(year) for year in table.filter(pl.col("value").is_null(), ~hidden(one))["year"]]
    notes = [speech.say("gap in years", years=speech.named(gaps))] if gaps else []
    notes += parts.notes(pl.col("year"), speech)[-1:] if parts.suppressed_count else []
    told = [speech.say("actual told", count=speech.count(measured.height))]
    if known.height:
        first, last = known.row(0, named=True), known.row(-1, named=True)
        ends = [f"{speech.amount(it['value'])} ({it['year']})" for it in (first, last)]
        told.insert(0, speech.say("pathway told", first=ends[0], last=ends[1], unit=unit))
    return Drawing(
        name=file_name(pathway),
        title=title,
        summary=" ".join([*told, *(f"{it}." for it in notes)]),
        table=table,
        spec=finished(_chart(table, unit, speech), title, notes, speech.source(table, "source")),
    )


def _chart(table: pl.DataFrame, unit: str, speech: Speech) -> Picture:
    rows = table.select("year", "value", "actual", "pathway_status").to_dicts()
    line = [{"year": it["year"], "value": it["value"]} for it in rows]
    points = [
        {"year": it["year"], "value": it["value"], "kind": speech.say(_kind(it["pathway_status"]))}
        for it in rows
        if it["value"] is not None
    ]
    points += [
        {"year": it["year"], "value": it["actual"], "kind": speech.say(ACTUAL)}
        for it in rows
        if it["actual"] is not None
    ]
    ends = _ends([it for it in rows if it["value"] is not None], speech)
    x = alt.X(
        "year:Q",
        title=speech.say("year"),
        scale=alt.Scale(zero=False, nice=False, padding=24),
        axis=alt.Axis(format="d", grid=False, values=whole_steps(table["year"][0], table["year"][-1], 15)),
    )
    y = alt.Y("value:Q", title=unit, axis=alt.Axis(format=",~r", tickCount=6))
    domain = [speech.say(it) for it in (GIVEN, BETWEEN, ACTUAL)]
    legend = alt.Legend(orient="bottom", title=None)

    def scale(*values: str) -> alt.Scale:
        return alt.Scale(domain=domain, range=list(values))

    return alt.layer(
        alt.Chart(alt.InlineData(values=line))
        .mark_line(color=BLUE, invalid="break-paths-filter-domains")
        .encode(x=x, y=y),
        alt.Chart(alt.InlineData(values=points))
        .mark_point(opacity=1, size=55, strokeWidth=1.5)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("kind:N", scale=scale("circle", "circle", "diamond"), legend=legend),
            fill=alt.Fill("kind:N", scale=scale(BLUE, "white", RED), legend=legend),
            stroke=alt.Stroke("kind:N", scale=scale(BLUE, BLUE, RED), legend=legend),
        ),
        alt.Chart(alt.InlineData(values=ends)).mark_text(dy=-12).encode(x=x, y=y, text="label:N"),
    ).properties(width=620, height=320)


def _kind(status: str) -> str:
    return BETWEEN if status == "interpolated" else GIVEN


def _ends(known: list[dict[str, Any]], speech: Speech) -> list[dict[str, Any]]:
    """The first and the last figure of the pathway stand beside their points."""
    ends = [known[0], known[-1]] if len(known) > 1 else known
    return [{"year": it["year"], "value": it["value"], "label": speech.amount(it["value"])} for it in ends]
