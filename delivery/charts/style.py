"""The look that all pictures share: a font that the renderer carries, colours that colour-blind readers tell apart."""

from __future__ import annotations

from typing import Any

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK = "#222222"
SKY, ORANGE, GREEN, YELLOW = "#56B4E9", "#E69F00", "#009E73", "#F0E442"
BLUE, VERMILLION, PURPLE, GREY = "#0072B2", "#D55E00", "#CC79A7", "#999999"
# Okabe and Ito (2008), Color Universal Design; grey for their black, which the text has.
COLOURS = (BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILLION, YELLOW, GREY)
DARK = (BLUE, VERMILLION)
"""Colours on which white text is read better than black."""

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "white",
    "view": {"stroke": None},
    "title": {"anchor": "start", "fontSize": 15, "subtitleFontSize": 11, "subtitleColor": "#444444", "offset": 12},
    "axis": {
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "gridColor": "#DDDDDD",
        "labelColor": INK,
        "titleColor": INK,
        "labelLimit": 260,
    },
    "legend": {"labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal", "labelLimit": 260},
    "header": {"labelFontSize": 11, "labelFontWeight": "bold"},
}


def spec(title: str, subtitle: list[str], rows: list[dict[str, Any]], **drawn: Any) -> dict[str, Any]:
    """A vega-lite specification with the rows in it, so that nothing is loaded from anywhere."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": title, "subtitle": [line for line in subtitle if line]},
        "data": {"values": rows},
        "config": CONFIG,
        **drawn,
    }
