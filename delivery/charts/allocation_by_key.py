"""One picture: each partner's share (%) of one amount by every key, the keys side by side."""

from __future__ import annotations

import polars as pl

from delivery.charts.drawable import drawable
from delivery.charts.drawing import Drawing
from delivery.charts.style import BLUE, INK, spec
from delivery.charts.words import number, word, worded

COLUMNS = ("key", "municipality_code", "municipality_name", "share", "allocated_t_co2e", "amount_t_co2e", "status")


def allocation_by_key(frame: pl.DataFrame, language: str = "de") -> list[Drawing]:
    """Partners in the order of the table's keys; a partner without a share by a key has no bar there."""
    parts = drawable(frame.select(COLUMNS), ["share"])
    if parts.drawn.is_empty():
        return []
    german = language == "de"
    keys = parts.table["key"].unique(maintain_order=True).to_list()
    partners = parts.table.sort("municipality_code")["municipality_name"].unique(maintain_order=True).to_list()
    amount = number(parts.table["amount_t_co2e"][0], language)
    title = "Anteile der Partner nach jedem Schlüssel" if german else "The partners' shares by every key"
    named = pl.concat_str("municipality_name", worded("key", language), separator=" – ")
    note = parts.note(named, language)
    summary = (
        f"Anteile von {len(partners)} Gemeinden an {amount} t CO2e nach {len(keys)} Schlüsseln nebeneinander."
        if german
        else f"Shares of {len(partners)} municipalities in {amount} t CO2e by {len(keys)} keys side by side."
    )
    y = {
        "field": "municipality_name",
        "type": "nominal",
        "title": None,
        "scale": {"domain": partners},
        "axis": {"domain": False, "ticks": False},
    }
    x = {
        "field": "share",
        "type": "quantitative",
        "title": "Anteil (%)" if german else "Share (%)",
        "axis": {"format": ".0%", "tickCount": 3},
        "scale": {"domain": [0, 1.18], "nice": False},
    }
    x["axis"] = {"format": ".0%", "values": [0, 0.5, 1]}
    return [
        Drawing(
            name="",
            title=title,
            summary=f"{summary} {note}".strip(),
            table=parts.table,
            spec=spec(
                title,
                [note],
                parts.drawn.select("municipality_name", "share", worded("key", language)).to_dicts(),
                spacing=14,
                facet={
                    "column": {
                        "field": "key",
                        "type": "nominal",
                        "title": None,
                        "sort": [word(key, language) for key in keys],
                    }
                },
                spec={
                    "width": 130,
                    "height": {"step": 24},
                    "layer": [
                        {"mark": {"type": "bar", "color": BLUE}, "encoding": {"x": x, "y": y}},
                        {
                            "mark": {"type": "text", "align": "left", "dx": 3, "color": INK, "fontSize": 10},
                            "encoding": {
                                "x": x,
                                "y": y,
                                "text": {"field": "share", "type": "quantitative", "format": ".1%"},
                            },
                        },
                    ],
                },
            ),
        )
    ]
