"""One picture: how many Local Green Deals of each city stand where."""

from __future__ import annotations

import polars as pl

from delivery.charts.drawable import drawable
from delivery.charts.drawing import Drawing
from delivery.charts.style import COLOURS, DARK, INK, spec
from delivery.charts.words import number, word, worded
from schemas.deal_words import STATUSES

COLUMNS = ("level", "city", "deal_status", "deal_count", "status")


def deals_by_status(frame: pl.DataFrame, language: str = "de") -> list[Drawing]:
    """One bar per city, or one for all where no city is told apart; a status without a deal has no part of the bar."""
    german = language == "de"
    everywhere = "alle" if german else "all"
    rows = frame.select(COLUMNS)
    level = "city" if rows.filter(pl.col("level") == "city").height else "all"
    parts = drawable(
        rows.filter(pl.col("level") == level).with_columns(
            pl.col("city").fill_null(everywhere), pl.col("deal_count").cast(pl.Float64)
        ),
        ["deal_count"],
    )
    drawn = parts.drawn.filter(pl.col("deal_count") > 0)
    if drawn.is_empty():
        return []
    title = "Local Green Deals nach Stand" if german else "Local Green Deals by status"
    named = pl.concat_str("city", worded("deal_status", language), separator=" – ")
    note = parts.note(named, language)
    sums = drawn.group_by("deal_status").agg(pl.col("deal_count").sum())
    counts = dict(sums.iter_rows())
    told = ", ".join(f"{word(it, language)} {number(counts[it], language)}" for it in STATUSES if it in counts)
    cities = parts.table["city"].unique().sort().to_list()
    colour_of = dict(zip(STATUSES, COLOURS, strict=False))
    y = {
        "field": "city",
        "type": "nominal",
        "title": None,
        "scale": {"domain": cities},
        "axis": {"domain": False, "ticks": False},
    }
    x = {
        "field": "deal_count",
        "type": "quantitative",
        "title": "Deals (Anzahl)" if german else "Deals (number)",
        "axis": {"format": ",d", "tickMinStep": 1},
    }
    order = {"field": "order", "type": "quantitative"}
    return [
        Drawing(
            name="",
            title=title,
            summary=f"Deals: {told}. {note}".strip(),
            table=parts.table.with_columns(pl.col("deal_count").cast(pl.Int64)),
            spec=spec(
                title,
                [note],
                [
                    {
                        "city": it["city"],
                        "deal_status": word(it["deal_status"], language),
                        "deal_count": it["deal_count"],
                        "order": STATUSES.index(it["deal_status"]),
                        "ink": "white" if colour_of[it["deal_status"]] in DARK else INK,
                    }
                    for it in drawn.to_dicts()
                ],
                width=560,
                height={"step": 34},
                layer=[
                    {
                        "mark": {"type": "bar", "height": {"band": 0.75}, "stroke": "white"},
                        "encoding": {
                            "x": x,
                            "y": y,
                            "order": order,
                            "color": {
                                "field": "deal_status",
                                "type": "nominal",
                                "title": "Stand" if german else "Status",
                                "scale": {
                                    "domain": [word(it, language) for it in STATUSES],
                                    "range": [colour_of[it] for it in STATUSES],
                                },
                                "legend": {"orient": "bottom", "columns": 4},
                            },
                        },
                    },
                    {
                        "mark": {"type": "text", "fontSize": 11},
                        "encoding": {
                            "x": {**x, "stack": "zero", "bandPosition": 0.5},
                            "y": y,
                            "order": order,
                            "detail": {"field": "deal_status"},
                            "text": {"field": "deal_count", "type": "quantitative", "format": ",d"},
                            "color": {"field": "ink", "type": "nominal", "scale": None},
                        },
                    },
                ],
            ),
        )
    ]
