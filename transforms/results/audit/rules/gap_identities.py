"""The arithmetic of a gap table (NetZeroCities Action Plan, A-2.3), row by row. All figures in t CO2e.

gap (4) = target (2) - other plans (3); residual (6) = baseline (1) - target (2); residual share <= 20 %;
uncovered = gap (4) - actions (5), zero where covered.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from transforms.results.audit.compare import compare, rounding_tolerance
from transforms.results.audit.finding import Finding, Place, Term, not_checked
from transforms.results.audit.tables import CityYear, GapRow, Words
from transforms.results.audit.text import Text

LIMIT_PERCENT = Decimal(20)


def gap_is_target_minus_other_plans(city_year: CityYear, _words: Words) -> Iterator[Finding]:
    """One finding per row, its total row included."""
    yield from _difference("gap_is_target_minus_other_plans", city_year, "gap", "target", "other plans")


def residual_is_baseline_minus_target(city_year: CityYear, _words: Words) -> Iterator[Finding]:
    """One finding per row, its total row included."""
    yield from _difference("residual_is_baseline_minus_target", city_year, "residual", "baseline", "target")


def residual_share_is_at_most_20_percent(city_year: CityYear, _words: Words) -> Iterator[Finding]:
    """One finding per row: the limit as printed figure, the share as recomputed one, in percent of the baseline."""
    check = "residual_share_is_at_most_20_percent"
    for row in city_year.gap:
        place = city_year.place.at(sector=row.sector, column="residual")
        residual, baseline = _term(city_year.place, row, "residual"), _term(city_year.place, row, "baseline")
        if residual.figure.value is None or baseline.figure.value is None:
            yield not_checked(check, place, _why(residual, baseline), "%")
            continue
        if baseline.figure.value <= 0:
            yield not_checked(check, place, Text("Ausgangswert nicht über null", "baseline is not above zero"), "%")
            continue
        share = 100 * residual.figure.value / baseline.figure.value
        allowed = 100 * rounding_tolerance([residual]) / baseline.figure.value
        verdict = "match" if share - LIMIT_PERCENT <= allowed else "rule broken"
        yield Finding(check, place, verdict, "%", LIMIT_PERCENT, share, share - LIMIT_PERCENT, allowed)  # type: ignore[arg-type]


def gap_is_covered_by_actions(city_year: CityYear, _words: Words) -> Iterator[Finding]:
    """One finding per row: what the actions leave uncovered; nothing may remain."""
    check = "gap_is_covered_by_actions"
    for row in city_year.gap:
        place = city_year.place.at(sector=row.sector, column="actions")
        gap, actions = _term(city_year.place, row, "gap"), _term(city_year.place, row, "actions")
        if gap.figure.value is None or actions.figure.value is None:
            yield not_checked(check, place, _why(gap, actions), "t")
            continue
        left = gap.figure.value - actions.figure.value
        allowed = rounding_tolerance([gap, actions])
        uncovered = max(left, Decimal(0))
        more = Text.amount(-left, "t") if left < 0 else Text()
        note = Text(f"{more.de} mehr als nötig", f"{more.en} more than needed") if left < -allowed else Text()
        verdict = "match" if left <= allowed else "not covered"
        yield Finding(check, place, verdict, "t", Decimal(0), uncovered, uncovered, allowed, note)  # type: ignore[arg-type]


def _difference(check: str, city_year: CityYear, result: str, whole: str, less: str) -> Iterator[Finding]:
    for row in city_year.gap:
        place = city_year.place.at(sector=row.sector, column=result)
        terms = [_term(city_year.place, row, whole), _term(city_year.place, row, less, -1)]
        if any(term.figure.value is None for term in terms):
            yield not_checked(check, place, _why(*terms), "t")
            continue
        yield compare(check, place, _term(city_year.place, row, result), terms, "t")


def _term(place: Place, row: GapRow, column: str, sign: int = 1) -> Term:
    at = place.at(sector=row.sector, column=column)
    return Term(f"{row.sector}, {column}", row.figures[column], sign, row.cell(column), at)


def _why(*terms: Term) -> Text:
    return Text.join(
        Text(f"{term.label}: {term.figure.why_missing.de}", f"{term.label}: {term.figure.why_missing.en}")
        for term in terms
        if term.figure.value is None
    )
