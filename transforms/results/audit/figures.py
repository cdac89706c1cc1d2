"""The figures of one printed block on one footing: what a program did to the last places is undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from transforms.results.audit.figure import Figure

_ENOUGH = 4


def usual_place(figures: Iterable[Figure]) -> Decimal | None:
    """The last place that half of the figures of a block are printed to, or finer; None where they are few.

    Programs cut zeros off the end: `58.47` among `58.473` and `59.065` is 58.470, not rounded to a hundredth. And they
    add one to whole numbers: if all are whole, `428698.0` is rounded to one.
    """
    known = [figure for figure in figures if figure.value is not None]
    if known and all(figure.value == figure.value.to_integral_value() for figure in known if figure.value is not None):
        return Decimal(1)
    if len(known) < _ENOUGH:
        return None
    return sorted(figure.last_place for figure in known)[len(known) // 2]


def on_usual_place(figure: Figure, usual: Decimal | None) -> Figure:
    """The figure with the usual place of its block where its own is coarser (or where all are whole)."""
    if usual is None or figure.value is None:
        return figure
    if usual == 1 and figure.value == figure.value.to_integral_value():
        return replace(figure, last_place=Decimal(1))
    return replace(figure, last_place=min(usual, figure.last_place))
