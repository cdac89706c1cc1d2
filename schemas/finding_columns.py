"""The columns by which a table of findings is known everywhere: where it is computed, checked, shown and handed over.

One row holds one rule against one subject. `difference` is recomputed minus printed, and `tolerance` the largest
difference that still matches; both stand in `unit`, as do the figures. A rule that allows or forbids something without
measuring it has no tolerance, and its note says the rule.
"""

from __future__ import annotations

from typing import Literal, get_args

Verdict = Literal["match", "mismatch", "rule broken", "not covered", "not checked", "noted"]
"""`noted` is information alone: nothing says that it is wrong."""
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

FINDING_COLUMNS: dict[str, type[str] | type[float]] = {
    "period": str,
    "check": str,
    "subject": str,
    "printed": float,
    "recomputed": float,
    "difference": float,
    "unit": str,
    "tolerance": float,
    "verdict": str,
    "note_de": str,
    "note_en": str,
}
"""Name and type in the order in which they stand; a table's own columns follow."""
