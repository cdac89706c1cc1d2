"""Horizontal bars, one a row, each with what it says in words behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from delivery.charts.style import LABELS, Picture, label_height


def labelled_bars(
    rows: Sequence[dict[str, Any]], *, name: str, value: str, title: str, band: float, room: float, ticks: int
) -> Picture:
    """`name` and `value` are keys of the rows; the words stand under `label`, at `at`, in the colours `ink`, `colour`.

    `band` is the share of a row's height that its bar takes, `room` the part of the axis kept free for the words.
    """
    named = list(dict.fromkeys(row[name] for row in rows))
    values = [row[value] for row in rows if row[value] is not None]
    low, high = min([*values, 0.0]), max([*values, 0.0])
    scale = alt.Scale(domain=[low, high + (high - low or 1.0) * room], nice=False)
    y = alt.Y(
        f"{name}:N",
        title=None,
        scale=alt.Scale(domain=named),
        axis=alt.Axis(domain=False, ticks=False, labelExpr=LABELS),
    )
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(y=y)
    axis = alt.Axis(format=",~r", tickCount=ticks)
    bars = (
        base.transform_filter(f"isValid(datum.{value})")
        .mark_bar(height=alt.RelativeBandSize(band=band))
        .encode(x=alt.X(f"{value}:Q", title=title, scale=scale, axis=axis), color=alt.Color("colour:N", scale=None))
    )
    words = base.mark_text(align="left", dx=4).encode(
        x=alt.X("at:Q", scale=scale), text="label:N", color=alt.Color("ink:N", scale=None)
    )
    return alt.layer(bars, words).properties(width=480, height=alt.Step(label_height(named)))
