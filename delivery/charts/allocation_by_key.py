"""One picture: each partner's share (%) of one amount by every key, the keys side by side."""

from __future__ import annotations

import altair as alt
import polars as pl

from delivery.charts.drawable import drawable, hidden
from delivery.charts.drawing import Drawing
from delivery.charts.palette import BLUE, INK, SOFT
from delivery.charts.partners import partners
from delivery.charts.speech import Speech
from delivery.charts.style import LABELS, Picture, finished, label_height

COLUMNS = (
    "period", "key", "municipality_code", "municipality_name", "share", "allocated_t_co2e", "amount_t_co2e", "status",
)  # fmt: skip


def allocation_by_key(frame: pl.DataFrame, speech: Speech) -> list[Drawing]:
    """Partners in the order of their codes; a partner without a share by a key has no bar there."""
    ordered = frame.select(COLUMNS).sort("key", "municipality_code")
    # The shares of a key sum to 1, so where one partner's is suppressed the others would tell it.
    is_told = hidden(ordered).sum().over("key") == 1
    ordered = ordered.with_columns(pl.when(is_told).then(pl.lit("suppressed")).otherwise("status").alias("status"))
    # The tonnes are the share times the amount: a suppressed row loses both.
    parts = drawable(ordered, ["share"], also=["allocated_t_co2e"])
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
            "at": it["share"] or 0.0,
            "label": speech.say("not told" if secret else "no value")
            if it["share"] is None
            else speech.percent(it["share"]),
            "ink": SOFT if it["share"] is None else INK,
        }
        for it, secret in zip(parts.table.to_dicts(), parts.table.select(hidden(parts.table))[:, 0], strict=True)
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
    scale = alt.Scale(domain=[0, 1.3], nice=False)
    x = alt.X(
        "share:Q",
        title=speech.say("share axis"),
        axis=alt.Axis(format=".0%", values=[0, 0.5, 1]),
        scale=scale,
    )
    y = alt.Y(
        "partner:N",
        title=None,
        scale=alt.Scale(domain=named),
        axis=alt.Axis(domain=False, ticks=False, labelExpr=LABELS),
    )
    layers = alt.layer(
        alt.Chart()
        .transform_filter("isValid(datum.share)")
        .mark_bar(color=BLUE, height=alt.RelativeBandSize(band=0.75))
        .encode(x=x, y=y),
        alt.Chart()
        .mark_text(align="left", dx=3, fontSize=10)
        .encode(x=alt.X("at:Q", scale=scale), y=y, text="label:N", color=alt.Color("ink:N", scale=None)),
    ).properties(width=140, height=alt.Step(label_height(named)))
    facets: Picture = layers.facet(
        column=alt.Column("key:N", title=None, sort=keys), data=alt.InlineData(values=rows)
    ).properties(spacing=14)
    return facets
