"""Marks of an axis of whole numbers: counts of things, or years. A half of them would be printed as another number."""

from __future__ import annotations


def whole_steps(low: int, high: int, most: int = 10) -> list[int]:
    """At most `most` + 1 marks from `low` to `high` in steps of 1, 2 or 5 times a power of ten; the first is `low`."""
    step, size = 1, 1
    while (high - low) > step * most:
        factor = next((it for it in (2, 5, 10) if it * size > step), 10)
        step = factor * size
        if factor == 10:
            size = step
    return list(range(low, high + 1, step))
