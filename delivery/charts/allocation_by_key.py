"""One picture: each partner's share (%) of one amount by every key, the keys side by side."""

from __future__ import annotations

import altair as alt
import polars as pl

from delivery.charts.drawable import drawable
from delivery.charts.drawing import Drawing
from delivery.charts.palette import BLUE
from delivery.charts.partners import partners
from delivery.charts.speech import Speech
from delivery.charts.style import LABELS, Picture, finished, label_height

COLUMNS = (
    "period", "key", "municipality_code", "municipality_name", "share", "allocated_t_co2e", "amount_t_co2e", "status",
)  # fmt: skip


def allocation_by_key(frame: pl.DataFrame, speech: Speech) -> list[Drawing]:
    """Partners in the order of their codes; a partner without a share by a key has no bar there."""
    # The tonnes are the share times the amount: a suppressed row loses both.
    parts = drawable(frame.select(COLUMNS).sort("key", "municipality_code"), ["share"], also=["allocated_t_co2e"])
    if parts.drawn.is_empty():
        return []
    keys = parts.table["key"].unique(maintain_order=True).to_list()
    label = partners(parts.table)
    cell = pl.concat_str("municipality_name", speech.worded("key"), separator=" – ")
    notes = parts.notes(cell, speech)
    told = speech.say(
        "allocation told",
        partners=speech.count(len(label)),
        amount=speech.amount(parts.table["amount_t_co2e"][0]),
        keys=speech.count(len(keys)),
    )
    rows = [
        {
            "partner": label[it["municipality_code"]],
            "key": speech.word(it["key"]),
            "share": it["share"],
            "label": speech.percent(it["share"]),
        }
        for it in parts.drawn.to_dicts()
    ]
    title = speech.say("allocation")
    chart = _chart(rows, list(label.values()), [speech.word(it) for it in keys], speech)
    return [
        Drawing(
            name="",
            title=title,
            summary=" ".join([told, *(f"{it}." for it in notes)]),
            table=parts.table,
            spec=finished(chart, title, notes, speech.source(frame)),
        )
    ]


def _chart(rows: list[dict[str, object]], named: list[str], keys: list[str], speech: Speech) -> Picture:
    x = alt.X(
        "share:Q",
        title=speech.say("share axis"),
        axis=alt.Axis(format=".0%", values=[0, 0.5, 1]),
        scale=alt.Scale(domain=[0, 1.3], nice=False),
    )
    y = alt.Y(
        "partner:N",
        title=None,
        scale=alt.Scale(domain=named),
        axis=alt.Axis(domain=False, ticks=False, labelExpr=LABELS),
    )
    base = alt.Chart().encode(x=x, y=y)
    layers = alt.layer(
        base.mark_bar(color=BLUE, height=alt.RelativeBandSize(band=0.75)),
        base.mark_text(align="left", dx=3, fontSize=10).encode(text="label:N"),
    ).properties(width=140, height=alt.Step(label_height(named)))
    facets: Picture = layers.facet(
        column=alt.Column("key:N", title=None, sort=keys), data=alt.InlineData(values=rows)
    ).properties(spacing=14)
    return facets
