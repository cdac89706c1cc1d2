"""One line of the findings of a contract, in the columns by which a table of findings is known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from transforms.results.climate_contract.exactly import difference, rounded

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
) -> Line:
    """`note` in German and English; `difference` is recomputed minus printed; rounded once, to three decimals."""
    stated, found = (None if it is None else Decimal(it) for it in (printed, recomputed))
    return {
        "check": check,
        "subject": subject,
        "printed": rounded(stated, 3),
        "recomputed": rounded(found, 3),
        "difference": rounded(difference(found, stated), 3),
        "unit": unit,
        "verdict": verdict,
        "note_de": note[0],
        "note_en": note[1],
    }
