"""One sum of printed figures as an equation, and how well it holds once one of its figures is mended by a thousand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from transforms.results.audit.finding import Finding, Place, Term

_Cell = tuple[str, ...]
_THOUSAND = Decimal(1000)
_RATIO = (Decimal(500), Decimal(2000))
_SIDES = 6
"""A sum of so few parts has no small ones: a part a thousand below the others is no chance."""
_FEW = 3
"""`a = b - c`: that one of so few figures, printed in thousands, mends the sum to 2.5 % is no chance either."""


@dataclass(frozen=True)
class Side:
    """One figure of an equation: the printed sum, or one of the figures that should make it up."""

    cell: _Cell
    value: Decimal
    last_place: Decimal
    sign: int
    label: str
    place: Place
    is_printed: bool = False

    @classmethod
    def of(cls, term: Term, place: Place, *, is_printed: bool = False) -> Side:
        """A figure of a finding; `place` is where the finding stands, for a figure that has no place of its own."""
        figure = term.figure
        return cls(
            term.cell,
            figure.value or Decimal(0),
            figure.last_place,
            term.sign,
            term.label,
            term.place or place,
            is_printed,
        )


@dataclass(frozen=True)
class Equation:
    """`sides` by cell, the printed figure first; `points` says what a mended figure does to the sum, see there."""

    finding: Finding
    sides: dict[_Cell, Side]
    printed: Decimal
    recomputed: Decimal
    tolerance: Decimal

    @classmethod
    def of(cls, finding: Finding) -> Equation:
        """From a sum that could be computed."""
        printed, *terms = finding.terms
        sides = [Side.of(printed, finding.place, is_printed=True), *(Side.of(it, finding.place) for it in terms)]
        recomputed = sum((side.sign * side.value for side in sides[1:]), Decimal(0))
        by_cell = {side.cell: side for side in reversed(sides)}
        in_order = {side.cell: by_cell[side.cell] for side in sides}
        return cls(finding, in_order, sides[0].value, recomputed, finding.tolerance or Decimal(0))

    @property
    def difference(self) -> Decimal:
        """Recomputed minus printed."""
        return self.recomputed - self.printed

    def mended(self, cell: _Cell, value: Decimal) -> Equation:
        """The same equation with another figure in one cell; itself where the cell is none of its own."""
        side = self.sides.get(cell)
        if side is None:
            return self
        printed, recomputed = self._with(side, value)
        return replace(
            self, sides=self.sides | {cell: replace(side, value=value)}, printed=printed, recomputed=recomputed
        )

    def _with(self, side: Side, value: Decimal) -> tuple[Decimal, Decimal]:
        if side.is_printed:
            return value, self.recomputed
        return self.printed, self.recomputed + side.sign * (value - side.value)

    def points(self, cell: _Cell, mended: Decimal) -> int:
        """4 where the mended figure lets it hold, 2 roughly, 1 perhaps, 0 where it says nothing, less where it breaks.

        It holds within the tolerance, or within what the coarser unit had rounded away; where another error is left
        (tables have several), it holds roughly: the figure that was the printed sum is then of the size of its parts,
        and one that was larger than the whole is part of it.
        """
        side = self.sides[cell]
        printed, recomputed = self._with(side, mended)
        before, left = abs(self.difference), abs(recomputed - printed)
        value, size = side.value, max(abs(printed), abs(recomputed))
        is_open = self.finding.verdict == "not checked"
        if before <= self.tolerance:
            return 0 if left <= self.tolerance else -6
        if _within(left, self.tolerance, value, mended):
            return 4
        rounding = self.tolerance + side.last_place * _THOUSAND / 2
        if abs(mended) > abs(value) and left <= rounding:
            times = abs(mended) / rounding
            if times >= 200:
                return 4
            return 0 if is_open else 2 if times >= 40 and len(self.sides) <= _FEW else int(times >= 10)
        if is_open:  # a figure is missing: what is left over may be that one
            return 0
        roughly = Decimal("0.3") * size
        if left > roughly:
            return -1 if before <= Decimal("0.3") * max(abs(self.printed), abs(self.recomputed)) else 0
        return 2 if 3 * left <= before and self._is_out_of_size(side, mended, left, size) else 0

    def _is_out_of_size(self, side: Side, mended: Decimal, left: Decimal, size: Decimal) -> bool:
        """Whether the figure cannot be what is printed, whatever else is wrong."""
        if side.is_printed:
            low, high = _RATIO
            ratio = abs(side.value / self.recomputed) if self.recomputed else Decimal(0)
            return low <= ratio <= high or 1 / high <= ratio <= 1 / low
        if abs(mended) < abs(side.value):
            return abs(side.value) >= 3 * size and 20 * left <= size
        return len(self.sides) <= _SIDES and 40 * left <= abs(mended) and 5 * abs(mended) >= size


def _within(left: Decimal, tolerance: Decimal, value: Decimal, mended: Decimal) -> bool:
    """Held, and not for the reason that the figure is too small to matter."""
    return left <= tolerance and (
        2 * tolerance < min(abs(value), abs(mended)) or 20 * tolerance < abs(mended) > abs(value)
    )
