"""A finding as one row of plain values: what the command prints as JSON and what the released table holds."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from transforms.results.audit.finding import Finding

_PLACES = Decimal("0.001")


def as_row(finding: Finding) -> dict[str, str | int | float | None]:
    """Names as printed; numbers rounded once, here, to three decimals; whole numbers as integers; absent is None."""
    place = finding.place
    return {
        "check": finding.check,
        "subject": place.subject,
        "printed": _number(finding.printed),
        "recomputed": _number(finding.recomputed),
        "difference": _number(finding.difference),
        "unit": finding.unit or None,
        "verdict": finding.verdict,
        "tolerance": _number(finding.tolerance),
        "note": finding.note.en,
        "note_de": finding.note.de,
        "city": place.city or None,
        "base_year": int(place.base_year) if place.base_year.isdigit() else place.base_year or None,
        "sector": place.sector or None,
        "carrier": place.carrier or None,
        "scope": place.scope or None,
        "column": place.column or None,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    rounded = value.quantize(_PLACES, ROUND_HALF_EVEN)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)
