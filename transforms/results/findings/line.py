"""One line of a table of findings: one rule held against one subject."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from transforms.results.exact.exactly import difference, rounded
from transforms.results.findings.places import places

Line = dict[str, Any]


def line(
    check: str,
    subject: str,
    verdict: str,
    note: tuple[str, str],
    *,
    printed: Decimal | int | None = None,
    recomputed: Decimal | int | None = None,
    unit: str | None = None,
    tolerance: Decimal | int | None = None,
    **own: str | int | None,
) -> Line:
    """`note` in German and English; `difference` is recomputed minus printed; `own` are the table's own columns.

    `tolerance` is the largest difference that still matches: 0 where the figures must be the same, None where the rule
    measures nothing, or had nothing to measure. Figures are rounded once, here, and no coarser than their tolerance.
    """
    stated, found, slack = (None if it is None else Decimal(it) for it in (printed, recomputed, tolerance))
    shown = places(slack)
    return {
        **own,
        "check": check,
        "subject": subject,
        "printed": rounded(stated, shown),
        "recomputed": rounded(found, shown),
        "difference": rounded(difference(found, stated), shown),
        "unit": unit,
        "tolerance": None if slack is None else float(slack),
        "verdict": verdict,
        "note_de": note[0],
        "note_en": note[1],
    }
