"""One picture per municipality and year: emissions (t CO2e) as one bar per energy carrier, parted by sector."""

from __future__ import annotations

from math import fsum
from typing import Any

import altair as alt
import polars as pl

from delivery.charts.drawable import Drawable, drawable
from delivery.charts.drawing import Drawing
from delivery.charts.file_name import file_name
from delivery.charts.palette import BLUE, colours
from delivery.charts.speech import Speech
from delivery.charts.style import LABELS, Picture, finished, label_height, wrapped

COLUMNS = (
    "period", "municipality_code", "city", "year", "sector", "carrier", "scope", "emissions_t_co2e", "factor_set",
    "status",
)  # fmt: skip
PLACE = ["municipality_code", "city", "year"]


def balance_by_sector_and_carrier(frame: pl.DataFrame, speech: Speech) -> list[Drawing]:
    """The carriers stand on the axis, so colour tells the sectors apart; a missing cell is named, not drawn.

    Where there are more sectors than colours, every cell has a bar of its own.
    """
    # What the emissions were computed from would give a suppressed one away, so it is not among the columns.
    ordered = frame.select(COLUMNS).sort(*PLACE, "sector", "carrier", "scope", nulls_last=True)
    return [
        drawing
        for place in ordered.partition_by(PLACE, maintain_order=True)
        if (drawing := _drawing(place, speech)) is not None
    ]


def _drawing(place: pl.DataFrame, speech: Speech) -> Drawing | None:
    parts = drawable(place, ["emissions_t_co2e"])
    if parts.drawn.is_empty():
        return None
    _, code, city, year = place.row(0)[:4]
    by_carrier: dict[str, list[float]] = {}
    for carrier, emissions in parts.drawn.select("carrier", "emissions_t_co2e").iter_rows():
        by_carrier.setdefault(carrier, []).append(emissions)
    carriers = sorted(by_carrier, key=lambda it: (-fsum(by_carrier[it]), it))
    carriers += sorted(set(place["carrier"]) - set(carriers))
    title = speech.say(
        "balance BISKO" if speech.table == "bisko_balance" else "balance", where=f"{city or code or ''} {year}".strip()
    )
    cell = pl.concat_str(speech.worded("sector"), speech.worded("carrier"), separator=" – ")
    notes = parts.notes(cell, speech)
    told = speech.say("balance told", count=speech.count(parts.drawn.height), largest=speech.word(carriers[0]))
    sectors = sorted(set(place["sector"]))
    colour = colours(len(sectors))
    chart = _stacked(parts, carriers, sectors, colour, speech) if colour else _single(parts, speech)
    return Drawing(
        name=file_name(city or code, year),
        title=title,
        summary=" ".join([told, *(f"{it}." for it in notes)]),
        table=parts.table,
        spec=finished(chart, title, notes, speech.source(place, "factor_set")),
    )


def _x(speech: Speech) -> dict[str, Any]:
    return {"title": speech.say("emissions axis"), "axis": alt.Axis(format=",~r", tickCount=5)}


def _stacked(
    parts: Drawable, carriers: list[str], sectors: list[str], colour: tuple[str, ...], speech: Speech
) -> Picture:
    rows = [
        {
            "carrier": wrapped(speech.word(it["carrier"])),
            "sector": wrapped(speech.word(it["sector"])),
            "order": sectors.index(it["sector"]),
            "emissions": it["emissions_t_co2e"],
        }
        for it in parts.drawn.to_dicts()
    ]
    named = [wrapped(speech.word(it)) for it in carriers]
    legend = alt.Legend(orient="bottom", columns=4, labelExpr=LABELS)
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(height=alt.RelativeBandSize(band=0.75), stroke="white", strokeWidth=0.7)
        .encode(
            x=alt.X("emissions:Q", **_x(speech)),
            y=alt.Y(
                "carrier:N",
                title=None,
                scale=alt.Scale(domain=named),
                axis=alt.Axis(domain=False, ticks=False, labelExpr=LABELS),
            ),
            color=alt.Color(
                "sector:N",
                title=speech.say("sector"),
                scale=alt.Scale(domain=[wrapped(speech.word(it)) for it in sectors], range=list(colour)),
                legend=legend,
            ),
            order=alt.Order("order:Q"),
        )
        .properties(width=560, height=alt.Step(label_height(named)))
    )
    return chart


def _single(parts: Drawable, speech: Speech) -> Picture:
    rows = [
        {
            "cell": wrapped(
                " – ".join(filter(None, [speech.word(it["carrier"]), speech.word(it["sector"]), it["scope"]]))
            ),
            "emissions": it["emissions_t_co2e"],
            "label": speech.amount(it["emissions_t_co2e"]),
        }
        for it in parts.drawn.sort("carrier", "sector", "scope", nulls_last=True).to_dicts()
    ]
    named = list(dict.fromkeys(str(it["cell"]) for it in rows))
    y = alt.Y(
        "cell:N",
        title=None,
        scale=alt.Scale(domain=named),
        axis=alt.Axis(domain=False, ticks=False, labelExpr=LABELS),
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=alt.X("emissions:Q", **_x(speech)), y=y)
    return alt.layer(
        base.mark_bar(color=BLUE, height=alt.RelativeBandSize(band=0.75)),
        base.mark_text(align="left", dx=3).encode(text="label:N"),
    ).properties(width=480, height=alt.Step(label_height(named, 20)))
