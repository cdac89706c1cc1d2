"""One picture: how many Local Green Deals of each city stand where."""

from __future__ import annotations

import altair as alt
import polars as pl

from delivery.charts.drawable import drawable
from delivery.charts.drawing import Drawing
from delivery.charts.palette import MANY, text_on
from delivery.charts.speech import Speech
from delivery.charts.style import LABELS, Picture, finished, label_height, wrapped
from delivery.charts.whole_steps import whole_steps
from schemas.deal_words import STATUSES

COLUMNS = ("period", "level", "city", "deal_status", "deal_count", "status")
COLOUR_OF = dict(zip(STATUSES, MANY, strict=True))
NARROWEST_NAMED = 0.02
"""A part narrower than this share of the longest bar has no number in it: it would lie on its neighbour's."""


def deals_by_status(frame: pl.DataFrame, speech: Speech) -> list[Drawing]:
    """One bar per city, or one for all where no city is told apart; a status without a deal has no part of the bar."""
    rows = frame.select(COLUMNS)
    level = "city" if rows.filter(pl.col("level") == "city").height else "all"
    order = pl.col("deal_status").replace_strict({it: at for at, it in enumerate(STATUSES)}, return_dtype=pl.Int64)
    parts = drawable(rows.filter(pl.col("level") == level).sort("city", order, nulls_last=True), ["deal_count"])
    drawn = parts.drawn.filter(pl.col("deal_count") > 0)
    if drawn.is_empty():
        return []
    city = pl.col("city").fill_null(speech.say("everywhere"))
    notes = parts.notes(pl.concat_str(city, speech.worded("deal_status"), separator=" – "), speech)
    told = "; ".join(
        f"{it['city'] or speech.say('everywhere')}: {speech.word(it['deal_status'])} {speech.count(it['deal_count'])}"
        for it in drawn.to_dicts()
    )
    title = speech.say("deals")
    return [
        Drawing(
            name="",
            title=title,
            summary=" ".join([speech.say("deals told", told=told), *(f"{it}." for it in notes)]),
            table=parts.table,
            spec=finished(_chart(parts.table, drawn, city, speech), title, notes, speech.source(frame)),
        )
    ]


def _chart(table: pl.DataFrame, drawn: pl.DataFrame, city: pl.Expr, speech: Speech) -> Picture:
    of_city: dict[str, int] = {}
    for name, count in drawn.select(city, "deal_count").iter_rows():
        of_city[name] = of_city.get(name, 0) + count
    widest = max(of_city.values())
    rows = [
        {
            "city": wrapped(it["city"]),
            "status": speech.word(it["deal_status"]),
            "count": it["deal_count"],
            "label": speech.count(it["deal_count"]) if it["deal_count"] >= NARROWEST_NAMED * widest else "",
            "order": STATUSES.index(it["deal_status"]),
            "ink": text_on(COLOUR_OF[it["deal_status"]]),
        }
        for it in drawn.with_columns(city.alias("city")).to_dicts()
    ]
    named = [wrapped(it) for it in sorted(set(table.select(city)["city"]))]
    y = alt.Y(
        "city:N",
        title=None,
        scale=alt.Scale(domain=named),
        axis=alt.Axis(domain=False, ticks=False, labelExpr=LABELS),
    )
    axis = alt.Axis(format=",d", values=whole_steps(0, widest))
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=y, order=alt.Order("order:Q"))
    bars = base.mark_bar(height=alt.RelativeBandSize(band=0.75), stroke="white").encode(
        x=alt.X("count:Q", title=speech.say("deals axis"), axis=axis),
        color=alt.Color(
            "status:N",
            title=speech.say("deal status"),
            scale=alt.Scale(domain=[speech.word(it) for it in STATUSES], range=[COLOUR_OF[it] for it in STATUSES]),
            legend=alt.Legend(orient="bottom", columns=4),
        ),
    )
    numbers = base.mark_text().encode(
        x=alt.X("count:Q", stack="zero", bandPosition=0.5, axis=axis),
        detail="status:N",
        text="label:N",
        color=alt.Color("ink:N", scale=None),
    )
    return alt.layer(bars, numbers).properties(width=560, height=alt.Step(label_height(named, 34)))
