"""One picture: emissions, credited reductions, removals and net (t CO2e a year) of every partner and of all."""

from __future__ import annotations

import altair as alt
import polars as pl

from delivery.charts.drawable import drawable, hidden
from delivery.charts.drawing import Drawing
from delivery.charts.palette import BLUE, GREY, INK, SOFT
from delivery.charts.partners import partners
from delivery.charts.speech import Speech
from delivery.charts.style import LABELS, Picture, finished, label_height
from schemas.removals import WITHIN_EMISSIONS

AMOUNTS = {
    "emissions_t_co2e": "emissions",
    "reductions_t_co2e": "reductions",
    "removals_t_co2e": "removals",
    "net_t_co2e": "net amount",
}
COLUMNS = (
    "period", "level", "municipality_code", "municipality_name", "base_year", *AMOUNTS, "figures_missing", "status",
    "removal_source",
)  # fmt: skip


def net_of_partners(frame: pl.DataFrame, speech: Speech) -> list[Drawing]:
    """The four amounts side by side on one scale; where one is missing or suppressed, that word stands in its place.

    The sum of all is not told either where a partner is suppressed: less the others, it would tell that one.
    """
    ordered = frame.select(COLUMNS).sort("level", "municipality_code", nulls_last=True)
    secret = hidden(ordered)
    ordered = ordered.with_columns(
        pl.when(secret.any(), pl.col("level") == "partnership")
        .then(pl.lit("suppressed"))
        .otherwise("status")
        .alias("status")
    )
    # A row is drawn amount by amount: that the net is missing does not hide the emissions.
    table = drawable(ordered, list(AMOUNTS)).table
    label = partners(table.filter(pl.col("level") == "partner"))
    whole = speech.say("partnership")
    is_hidden = table.select(hidden(ordered).alias("hidden"))["hidden"].to_list()
    rows = []
    for row, secret in zip(table.to_dicts(), is_hidden, strict=True):
        who = whole if row["level"] == "partnership" else label.get(row["municipality_code"])
        for column, words in AMOUNTS.items():
            # Land use that counts among the emissions is no forest that binds nothing.
            is_within = column == "removals_t_co2e" and row["removal_source"] == WITHIN_EMISSIONS
            value = None if is_within else row[column]
            blank = speech.say("not told" if secret else "within" if is_within else "no value")
            rows.append({
                "partner": who, "amount": speech.say(words), "value": value, "at": max(value or 0.0, 0.0),
                "label": blank if value is None else speech.amount(value), "ink": SOFT if value is None else INK,
                "colour": GREY if row["level"] == "partnership" else BLUE,
            })  # fmt: skip
    if all(row["value"] is None for row in rows):
        return []
    names = [*label.values(), *([whole] if "partnership" in set(table["level"]) else [])]
    title = speech.say("net")
    return [
        Drawing(
            name="",
            title=title,
            summary=speech.say("net told", partners=speech.count(len(label))),
            table=table,
            spec=finished(_chart(rows, names, speech), title, [], speech.source(frame, "removal_source")),
        )
    ]


def _chart(rows: list[dict[str, object]], names: list[str], speech: Speech) -> Picture:
    values = [float(str(row["value"])) for row in rows if row["value"] is not None]
    low, high = min([*values, 0.0]), max([*values, 0.0])
    room = (high - low or 1.0) * 0.75  # the number stands behind its bar
    y = alt.Y(
        "partner:N",
        title=None,
        scale=alt.Scale(domain=names),
        axis=alt.Axis(domain=False, ticks=False, labelExpr=LABELS),
    )
    axis = alt.Axis(format=",~r", tickCount=2)
    scale = alt.Scale(domain=[low, high + room], nice=False)
    x = alt.X("value:Q", title="t CO2e", axis=axis, scale=scale)
    bars = (
        alt.Chart()
        .transform_filter("isValid(datum.value)")
        .mark_bar(height=alt.RelativeBandSize(band=0.7))
        .encode(x=x, y=y, color=alt.Color("colour:N", scale=None))
    )
    numbers = (
        alt.Chart()
        .mark_text(align="left", dx=3, fontSize=10)
        .encode(x=alt.X("at:Q", scale=scale), y=y, text="label:N", color=alt.Color("ink:N", scale=None))
    )
    layers = alt.layer(bars, numbers).properties(width=150, height=alt.Step(label_height(names)))
    facets: Picture = layers.facet(
        column=alt.Column("amount:N", title=None, sort=[speech.say(it) for it in AMOUNTS.values()]),
        data=alt.InlineData(values=rows),
    ).properties(spacing=14)
    return facets
