"""Figures a thousand off, told by all sums together: the cell whose mending makes most of them hold, one by one.

A figure stands in several sums (its sector, its scope, the total, the gap table). Where one of them alone leaves open
which figure slipped, the others tell; sums that hold speak against every cell of theirs. Other errors of the tables do
not hide a slip: a sum that is off by some percent still tells a figure that is off by a thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal

from transforms.results.audit.equation import Equation, Side
from transforms.results.audit.finding import Finding
from transforms.results.audit.slip_in_sum import CHECK, TOO_COARSE, TOO_FINE
from transforms.results.audit.text import Text

_THOUSAND = Decimal(1000)
_ENOUGH = 2
_Cell = tuple[str, ...]


def slips_in_sums(findings: Sequence[Finding], trusted: AbstractSet[_Cell]) -> dict[_Cell, Finding]:
    """Cell by cell its slip as a finding. `trusted` are cells whose size a product has confirmed."""
    equations = [Equation.of(it) for it in findings if it.terms and it.tolerance is not None]
    slips: dict[_Cell, Finding] = {}
    while (best := _best(equations, trusted | set(slips))) is not None:
        sides, mended, at = best
        slips[sides[0].cell] = _finding(sides, mended, at)
        equations = [it.mended(sides[0].cell, mended) for it in equations]
    return slips


def _best(equations: Sequence[Equation], done: AbstractSet[_Cell]) -> tuple[list[Side], Decimal, Equation] | None:
    """The figure that most points speak for; figures that as many speak for are named beside it."""
    points: dict[tuple[_Cell, Decimal], int] = {}
    sides: dict[_Cell, Side] = {}
    told_by: dict[tuple[_Cell, Decimal], Equation] = {}
    candidates = {
        side.cell: side
        for equation in equations
        if abs(equation.difference) > equation.tolerance
        for side in equation.sides.values()
        if side.value and side.cell not in done
    }
    for equation in equations:
        for side in equation.sides.values():
            if side.cell not in candidates:
                continue
            sides.setdefault(side.cell, side)
            for mended in (side.value * _THOUSAND, side.value / _THOUSAND):
                key = side.cell, mended
                gained = equation.points(side.cell, mended)
                points[key] = points.get(key, 0) + gained
                if gained > 0:
                    told_by.setdefault(key, equation)
    most = max(points.values(), default=0)
    if most < _ENOUGH:
        return None
    best = [key for key, count in points.items() if count == most and key in told_by]
    cell, mended = best[0]
    return [sides[cell], *(sides[other] for other, _ in best[1:])], mended, told_by[best[0]]


def _finding(sides: Sequence[Side], mended: Decimal, told_by: Equation) -> Finding:
    side = sides[0]
    said = TOO_COARSE if abs(mended) > abs(side.value) else TOO_FINE
    notes = [Text(f"{side.label}: {said.de}", f"{side.label}: {said.en}")]
    if len(sides) > 1:
        others = ", ".join(other.label for other in sides[1:])
        notes.append(Text(f"oder umgekehrt: {others}", f"or the other way round: {others}"))
    notes.append(Text(f"gefunden durch {told_by.finding.check}", f"found by {told_by.finding.check}"))
    return Finding(
        CHECK, side.place, "rule broken", told_by.finding.unit, side.value, mended, mended - side.value,
        told_by.tolerance, Text.join(notes),
    )  # fmt: skip
