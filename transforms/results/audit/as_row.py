"""A finding as one row of plain values: what the command prints as JSON and what the released table holds."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from transforms.results.audit.finding import Finding
from transforms.results.findings.places import places


def as_row(finding: Finding) -> dict[str, str | int | float | None]:
    """Names as printed; numbers rounded once, here, no coarser than their tolerance, whole ones as integers."""
    place, shown = finding.place, places(finding.tolerance)
    return {
        "check": finding.check,
        "subject": place.subject,
        "printed": _number(finding.printed, shown),
        "recomputed": _number(finding.recomputed, shown),
        "difference": _number(finding.difference, shown),
        "unit": finding.unit or None,
        "verdict": finding.verdict,
        "tolerance": _number(finding.tolerance, shown),
        "note": finding.note.en,
        "note_de": finding.note.de,
        "city": place.city or None,
        "base_year": int(place.base_year) if place.base_year.isdigit() else place.base_year or None,
        "sector": place.sector or None,
        "carrier": place.carrier or None,
        "scope": place.scope or None,
        "column": place.column or None,
    }


def _number(value: Decimal | None, shown: int) -> int | float | None:
    if value is None:
        return None
    rounded = value.quantize(Decimal(1).scaleb(-shown), ROUND_HALF_EVEN)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)
