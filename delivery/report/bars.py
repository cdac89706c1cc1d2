"""One bar is one number of a table, drawn in the cell beside it: the table is the chart, the bar only helps the eye.

The drawing is hidden from assistive technology because the same number stands in the same row as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from markupsafe import Markup

from delivery.report.traced import Traced

WIDTH, HEIGHT = 200, 10


def bars(nodes: Sequence[Traced], *, full: float | None = None) -> Iterator[tuple[Traced, Markup]]:
    """Each number with its bar on one common scale that holds zero; a missing number has no bar at all.

    `full` fixes the upper end (1 for shares), otherwise the largest number does.
    """
    values = [Decimal(repr(node._value)) for node in nodes if node._value is not None]
    low = min([*values, Decimal(0)])
    high = max([*values, Decimal(0)]) if full is None else Decimal(repr(full))
    for node in nodes:
        yield node, Markup("") if node._value is None else _bar(Decimal(repr(node._value)), low, high)


def _bar(value: Decimal, low: Decimal, high: Decimal) -> Markup:
    span = high - low
    zero = _x(-low, span)
    end = _x(value - low, span)
    left, width = min(zero, end), abs(end - zero)
    sign = "minus" if value < 0 else "plus"
    return Markup(
        '<svg class="bar {sign}" viewBox="0 0 {w} {h}" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="track" x="0" y="0" width="{w}" height="{h}"/>'
        '<rect class="fill" x="{left}" y="0" width="{width}" height="{h}"/></svg>'
    ).format(w=WIDTH, h=HEIGHT, sign=sign, left=left, width=width)


def _x(distance: Decimal, span: Decimal) -> Decimal:
    # One decimal of a unit of 200 is finer than a pixel; a number above zero keeps a visible sliver.
    if not span:
        return Decimal("0.0")
    exact = distance * WIDTH / span
    rounded = exact.quantize(Decimal("0.1"))
    return Decimal("0.6") if 0 < exact < Decimal("0.6") else rounded
