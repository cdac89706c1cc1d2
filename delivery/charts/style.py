"""The look that all pictures share: a font that the renderer carries, lines that are wrapped, not cut."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, TypeAlias

import altair as alt

from delivery.charts.drawing import Spec
from delivery.charts.palette import INK, SOFT
from delivery.charts.style_names import FONT, GRID

Picture: TypeAlias = alt.Chart | alt.LayerChart | alt.FacetChart
BREAK = "\n"
_TITLE, _NOTE, _LABEL = 76, 110, 38
_CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "white",
    "view": {"stroke": None},
    # The picture as a whole has a title and a description; the parts would repeat every figure with all its digits.
    "aria": False,
    "mark": {"aria": False},
    "axis": {
        "aria": False,
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "gridColor": GRID,
        "domainColor": SOFT,
        "tickColor": SOFT,
        "labelColor": INK,
        "titleColor": INK,
        "labelLimit": 0,
    },
    "legend": {
        "aria": False,
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": INK,
        "labelLimit": 0,
        "symbolLimit": 0,
    },
    "header": {"labelFontSize": 11, "labelFontWeight": "bold", "labelColor": INK, "labelLimit": 0},
    "text": {"font": FONT, "fontSize": 11, "color": INK},
    "lineBreak": BREAK,
}
LABELS = "split(datum.label, '\\n')"
"""The expression that shows a wrapped label in its lines."""


def wrapped(text: str, width: int = _LABEL) -> str:
    """A long name in lines; every word of it stays."""
    return BREAK.join(_lines(text, width))


def label_height(names: Sequence[str], least: int = 24) -> int:
    """Pixels that the tallest of these wrapped names needs on an axis."""
    return max([least, *(14 * (name.count(BREAK) + 1) + 8 for name in names)])


def finished(chart: Picture, title: str, notes: Sequence[str], source: Sequence[str]) -> Spec:
    """The specification with title and notes above and the source below, held to Vega-Lite's schema by altair."""
    above = alt.TitleParams(
        text=_lines(title, _TITLE),
        subtitle=[line for note in notes for line in _lines(note, _NOTE)] or alt.Undefined,
        anchor="start",
        fontSize=15,
        subtitleFontSize=11,
        subtitleColor=SOFT,
        color=INK,
        offset=12,
        aria=False,
        frame="bounds",
    )
    below = alt.TitleParams(
        text=[line for text in source for line in _lines(text, _NOTE)],
        orient="bottom",
        anchor="start",
        fontSize=10,
        fontWeight="normal",
        color=SOFT,
        offset=14,
        aria=False,
        frame="bounds",
    )
    whole = alt.vconcat(chart.properties(title=above)).properties(title=below).configure(**_CONFIG)
    spec: Spec = whole.to_dict()
    return spec


def _lines(text: str, width: int) -> list[str]:
    return wrap(text, width, break_long_words=True, break_on_hyphens=True) or [""]
