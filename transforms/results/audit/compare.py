"""A printed figure against the sum of others, with what rounding can explain and what an auditor would ask next."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_UP, Decimal

from transforms.results.audit.finding import Finding, Place, Term, not_checked
from transforms.results.audit.text import Text

_SHOWN = 3
_NEVER_NEGATIVE = ("kWh", "MWh", "GWh", "TWh", "TJ")
"""Energy is never negative; emissions are, where land binds carbon."""
_FLOAT_NOISE = Decimal("1e-9")
"""Of the sum of all amounts: what binary arithmetic leaves behind, and far below any printed place."""


def compare(check: str, place: Place, printed: Term, terms: Sequence[Term], unit: str, *more: Text) -> Finding:
    """`match` where the sum of the terms meets the printed figure within rounding, else `mismatch`.

    `not checked` as soon as one figure is missing: what is missing may be the difference, and nothing is taken as zero.
    The note then says what the known figures add up to. Energy that is too much without it is a mismatch all the same.
    """
    known = [term for term in terms if term.figure.value is not None]
    unknown = [term for term in terms if term.figure.value is None]
    if printed.figure.value is None:
        return not_checked(check, place, _lacking([printed], len(unknown) + 1), unit)
    if not known:
        return not_checked(check, place, _lacking(unknown or [printed], len(unknown)), unit)
    recomputed = sum((term.sign * (term.figure.value or Decimal(0)) for term in known), Decimal(0))
    difference = recomputed - printed.figure.value
    allowed = rounding_tolerance([printed, *known])
    is_match = abs(difference) <= allowed
    notes = [] if is_match else [_share(difference, printed.figure.value), _one_term(difference, known, allowed)]
    finding = Finding(
        check,
        place,
        "match" if is_match else "mismatch",
        unit,
        printed.figure.value,
        recomputed,
        difference,
        allowed,
        Text.join([*more, *notes]),
        (printed, *known),
    )
    if unknown and unit in _NEVER_NEGATIVE and difference > allowed and all(term.sign > 0 for term in known):
        return finding.noted(_left_out(unknown))  # what is missing could only add to a sum that is too large already
    return open_sum(finding, _left_out(unknown)) if unknown else finding


def open_sum(finding: Finding, why: Text) -> Finding:
    """The same comparison as not checked, since a figure is missing; the known sum goes into the note."""
    if finding.recomputed is None or finding.difference is None:
        return finding
    known = Text.amount(finding.recomputed, finding.unit)
    left = Text.amount(-finding.difference, finding.unit)
    partly = Text(f"bekannte Summe {known.de}, offen {left.de}", f"known sum {known.en}, open {left.en}")
    return Finding(
        finding.check,
        finding.place,
        "not checked",
        finding.unit,
        finding.printed,
        tolerance=finding.tolerance,
        note=Text.join((why, partly)),
        terms=finding.terms,
    )


def rounding_tolerance(terms: Sequence[Term]) -> Decimal:
    """What rounding of the printed figures can explain, in their unit.

    A figure rounded to its last place u errs evenly within u/2 to either side, with the variance u^2/12 (JCGM 100:2008,
    4.3.7). Allowed are three standard deviations of the sum, no more than the worst case, and never less than one unit
    of the coarsest place, since some tables cut places off instead of rounding. Figures that a program printed to their
    last binary digit may in addition miss each other by a billionth of what is added up.
    """
    places = [term.figure.last_place for term in terms]
    three_deviations = 3 * (sum((place * place for place in places), Decimal(0)) / 12).sqrt()
    allowed = max(max(places), min(sum(places, Decimal(0)) / 2, three_deviations))
    noise = _FLOAT_NOISE * sum((abs(term.figure.value or Decimal(0)) for term in terms), Decimal(0))
    return max(allowed, noise).quantize(Decimal("1e-6"), ROUND_UP).normalize() + 0


def _share(difference: Decimal, printed: Decimal) -> Text:
    if printed == 0:
        return Text()
    percent = (100 * difference / printed).quantize(Decimal("0.1"))
    return Text(f"{percent:+f} %".replace(".", ","), f"{percent:+f} %") if percent else Text()


def _one_term(difference: Decimal, known: Sequence[Term], allowed: Decimal) -> Text:
    """A sum that is off by exactly one of its terms: that one was forgotten, or counted twice."""
    if len(known) < 2:
        return Text()
    for term in known:
        value = term.sign * (term.figure.value or Decimal(0))
        if abs(value) <= 2 * allowed:
            continue
        alike = [it for it in known if it.label == term.label and it.figure.value == term.figure.value]
        if abs(difference - value) <= allowed and len(alike) > 1:
            return Text(
                f"genau der Betrag von {term.label}, das {len(alike)}-mal dasteht: doppelt gezählt",
                f"exactly the amount of {term.label}, which stands {len(alike)} times: counted twice",
            )
        if abs(difference - value) <= allowed:
            return Text(
                f"genau der Betrag von {term.label}: in der gedruckten Zahl wohl vergessen",
                f"exactly the amount of {term.label}: probably left out of the printed figure",
            )
        if abs(difference + value) <= allowed:
            return Text(
                f"genau der Betrag von {term.label}: in der gedruckten Zahl wohl doppelt gezählt",
                f"exactly the amount of {term.label}: probably counted twice in the printed figure",
            )
    return Text()


def _left_out(unknown: Sequence[Term]) -> Text:
    named = ", ".join(term.label for term in unknown[:_SHOWN])
    more = len(unknown) - _SHOWN
    return Text(
        f"ohne Zahl: {named}" + (f" und {more} weitere" if more > 0 else ""),
        f"without a figure: {named}" + (f" and {more} more" if more > 0 else ""),
    )


def _lacking(terms: Sequence[Term], count: int) -> Text:
    first = terms[0]
    why = first.figure.why_missing if first.figure.value is None else Text("nichts zu summieren", "nothing to add up")
    more_de, more_en = (f" ({count} Zahlen fehlen)", f" ({count} figures are missing)") if count > 1 else ("", "")
    return Text(f"{first.label}: {why.de}{more_de}", f"{first.label}: {why.en}{more_en}")
