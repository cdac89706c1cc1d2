"""A printed sum against terms of which some have no figure: it agrees if the others make it up already."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.results.audit.compare import compare
from transforms.results.audit.finding import Finding, Place, Term
from transforms.results.audit.text import Text


def compare_known(check: str, place: Place, printed: Term, terms: Sequence[Term], unit: str, *more: Text) -> Finding:
    """As `compare`; but `match` where the known figures alone meet the printed one: nothing is left for the others.

    Nothing is taken as zero: the note counts the terms without a figure. In an inventory that is not enough to approve,
    since a missing sector should have one.
    """
    known = [term for term in terms if term.figure.value is not None]
    if not known or len(known) == len(terms) or printed.figure.value is None:
        return compare(check, place, printed, terms, unit, *more)
    only = compare(check, place, printed, known, unit, *more)
    if only.verdict != "match":
        return compare(check, place, printed, terms, unit, *more)
    count = len(terms) - len(known)
    return only.noted(Text(f"ohne {count}, die keine Zahl haben", f"without {count} that have no figure"))
