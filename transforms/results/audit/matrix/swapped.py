"""Two figures in each other's place: their line adds up, while the two sums across fail by opposite amounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from transforms.results.audit.matrix.equations import Equation
from transforms.results.audit.matrix.matrix import Matrix, Spot


@dataclass(frozen=True)
class Swapped:
    """Two spots of one line; each holds the figure of the other."""

    one: Spot
    other: Spot


def swapped(
    matrix: Matrix, kind: Literal["row", "column"], open_lines: Sequence[int], equations: Mapping[int, Equation]
) -> list[Swapped]:
    """The pairs that one exchange would mend, where exactly one exchange does. `kind`: of the lines that fail."""
    found = []
    across = matrix.columns if kind == "row" else matrix.rows
    for place, first in enumerate(open_lines):
        for second in open_lines[place + 1 :]:
            one, two = equations[first], equations[second]
            allowed = max(one.tolerance, two.tolerance)
            if abs(one.residual + two.residual) > allowed:
                continue
            pairs = []
            for at in range(across + 1):
                spots = ((first, at), (second, at)) if kind == "row" else ((at, first), (at, second))
                values = matrix.value(spots[0]), matrix.value(spots[1])
                if values[0] is None or values[1] is None:
                    continue
                gap = values[0] - values[1]
                if at == across:
                    gap = -gap
                if abs(gap - one.residual) <= allowed:
                    pairs.append(Swapped(*spots))
            if len(pairs) == 1:
                found += pairs
    lines = [line for it in found for line in (_lines(it, kind))]
    return [it for it in found if all(lines.count(line) == 1 for line in _lines(it, kind))]


def _lines(it: Swapped, kind: str) -> tuple[int, int]:
    return (it.one[0], it.other[0]) if kind == "row" else (it.one[1], it.other[1])
