"""The one figure of a broken sum that a factor of a thousand would mend: kt for t, GWh for MWh, or the other way."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from decimal import Decimal

from transforms.results.audit.finding import Finding, Term
from transforms.results.audit.text import Text

CHECK = "unit_is_consistent"
_THOUSAND = Decimal(1000)
TOO_COARSE = Text("tausendfach zu klein, wohl in kt oder GWh", "a thousand too small, probably in kt or GWh")
TOO_FINE = Text("tausendfach zu groß, wohl in kg oder kWh", "a thousand too large, probably in kg or kWh")


def slip_in_sum(
    finding: Finding, trusted: AbstractSet[tuple[str, ...]] = frozenset()
) -> tuple[tuple[str, ...], Finding] | None:
    """The cell of the one term, or of the printed figure itself, with the slip as a finding; None where there is none.

    `trusted` are cells whose size another rule has confirmed.
    """
    if finding.difference is None or finding.tolerance is None:
        return None
    printed, *terms = finding.terms
    best: tuple[Decimal, Term, Decimal] | None = None
    for term in (printed, *terms):
        value = term.figure.value
        if not value or term.cell in trusted:
            continue
        # The printed figure stands on the other side of the equation.
        sign = -1 if term is printed else term.sign
        for mended in (value * _THOUSAND, value / _THOUSAND):
            left = abs(finding.difference + sign * (mended - value))
            if _is_telling(left, finding.tolerance, term.figure.last_place, value, mended) and (
                best is None or left < best[0]
            ):
                best = (left, term, mended)
    if best is None:
        return None
    _, term, mended = best
    value = term.figure.value or Decimal(0)
    de, en = TOO_COARSE if abs(mended) > abs(value) else TOO_FINE
    note = Text(f"{term.label}: {de}", f"{term.label}: {en}")
    by = Text(f"gefunden durch {finding.check}", f"found by {finding.check}")
    slip = Finding(
        CHECK, term.place or finding.place, "rule broken", finding.unit, value, mended, mended - value,
        finding.tolerance, Text.join((note, by)),
    )  # fmt: skip
    return (term.cell[:-1] if term.cell[:1] == ("inventory",) else term.cell), slip


def _is_telling(left: Decimal, tolerance: Decimal, last_place: Decimal, value: Decimal, mended: Decimal) -> bool:
    """Whether the mended figure fits too well for chance: exactly, or within what the coarser unit had rounded away."""
    if left <= tolerance:
        return 2 * tolerance < min(abs(value), abs(mended)) or 20 * tolerance < abs(mended) > abs(value)
    rounding = last_place * _THOUSAND / 2
    return abs(mended) > abs(value) and left <= tolerance + rounding and 200 * rounding <= abs(mended)
