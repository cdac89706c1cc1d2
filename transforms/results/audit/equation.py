"""One sum of printed figures as an equation, and how well it holds once one of its figures is mended by a thousand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from transforms.results.audit.figure import Figure
from transforms.results.audit.finding import Finding, Place

_THOUSAND = Decimal(1000)
_RATIO = (Decimal(500), Decimal(2000))
_SIDES = 6
"""A sum of so few parts has no small ones: a part a thousand below the others is no chance."""


@dataclass(frozen=True)
class Side:
    """One figure of an equation: the printed one has the sign -1, so that all of them add up to the difference."""

    cell: tuple[str, ...]
    value: Decimal
    last_place: Decimal
    sign: int
    label: str
    place: Place

    @classmethod
    def of(cls, cell: tuple[str, ...], figure: Figure, sign: int, label: str, place: Place) -> Side:
        """A printed figure."""
        return cls(cell, figure.value or Decimal(0), figure.last_place, sign, label, place)


@dataclass(frozen=True)
class Equation:
    """`sides[0]` is the printed figure. `points` says what a mended figure does to it, see there."""

    finding: Finding
    sides: tuple[Side, ...]
    tolerance: Decimal

    @classmethod
    def of(cls, finding: Finding) -> Equation:
        """From a sum that could be computed."""
        printed, *terms = finding.terms
        sides = [Side.of(printed.cell, printed.figure, -1, printed.label, printed.place or finding.place)]
        sides += [Side.of(it.cell, it.figure, it.sign, it.label, it.place or finding.place) for it in terms]
        return cls(finding, tuple(sides), finding.tolerance or Decimal(0))

    @property
    def difference(self) -> Decimal:
        """Recomputed minus printed."""
        return sum((side.sign * side.value for side in self.sides), Decimal(0))

    def mended(self, cell: tuple[str, ...], value: Decimal) -> Equation:
        """The same equation with another figure in one cell."""
        sides = tuple(
            Side(side.cell, value, side.last_place, side.sign, side.label, side.place) if side.cell == cell else side
            for side in self.sides
        )
        return Equation(self.finding, sides, self.tolerance)

    def points(self, cell: tuple[str, ...], mended: Decimal) -> int:
        """2 where the mended figure makes it hold, 1 where it may, 0 where it tells nothing, less where it breaks it.

        It holds within the tolerance, or within what the coarser unit had rounded away; where another error is left
        (tables have several), it holds roughly: the figure that was the printed sum is then of the size of its parts,
        and one that was larger than the whole is part of it.
        """
        side = next(side for side in self.sides if side.cell == cell)
        before, left = abs(self.difference), abs(self.mended(cell, mended).difference)
        value, size = side.value, _size(self.mended(cell, mended).sides)
        if before <= self.tolerance:
            return 0 if left <= self.tolerance else -3
        if _within(left, self.tolerance, value, mended):
            return 2
        rounding = self.tolerance + side.last_place * _THOUSAND / 2
        if abs(mended) > abs(value) and left <= rounding:
            times = abs(mended) / rounding
            return 2 if times >= 200 else int(times >= 10)
        roughly = Decimal("0.3") * size
        if left > roughly:
            return -1 if before <= Decimal("0.3") * _size(self.sides) else 0
        return 2 if 3 * left <= before and self._is_out_of_size(side, mended, left, size) else 0

    def _is_out_of_size(self, side: Side, mended: Decimal, left: Decimal, size: Decimal) -> bool:
        """Whether the figure cannot be what is printed, whatever else is wrong."""
        if side is self.sides[0]:
            recomputed = abs(self.difference + side.value)
            low, high = _RATIO
            return bool(recomputed) and (
                low <= abs(side.value) / recomputed <= high or 1 / high <= abs(side.value) / recomputed <= 1 / low
            )
        if abs(mended) < abs(side.value):
            return abs(side.value) >= 3 * size and 20 * left <= size
        return len(self.sides) <= _SIDES and 40 * left <= abs(mended) and 5 * abs(mended) >= size


def _size(sides: Sequence[Side]) -> Decimal:
    printed, *terms = sides
    return max(abs(printed.value), abs(sum((side.sign * side.value for side in terms), Decimal(0))))


def _within(left: Decimal, tolerance: Decimal, value: Decimal, mended: Decimal) -> bool:
    """Held, and not for the reason that the figure is too small to matter."""
    return left <= tolerance and (
        2 * tolerance < min(abs(value), abs(mended)) or 20 * tolerance < abs(mended) > abs(value)
    )
