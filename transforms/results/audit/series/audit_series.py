"""The audit of published time series: sums, doubled keys, missing years, slips, targets, percentages, jumps."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import polars as pl

from transforms.results.audit.finding import Finding, Place, not_checked
from transforms.results.audit.same_amount import same_amount
from transforms.results.audit.series.course import course
from transforms.results.audit.series.labels import labels
from transforms.results.audit.series.percentages import percentages
from transforms.results.audit.series.point import Point
from transforms.results.audit.series.read_series import read_series
from transforms.results.audit.series.sums import SUM, sums
from transforms.results.audit.slip_in_sum import CHECK as UNITS
from transforms.results.audit.slips_in_sums import slips_in_sums
from transforms.results.audit.text import Text
from transforms.results.audit.words import words


def audit_series(
    frame: pl.LazyFrame,
    *,
    sector_synonyms: pl.LazyFrame | None = None,
    carriers: pl.LazyFrame | None = None,
    decimal: str | None = None,
) -> list[Finding]:
    """One finding per sum, percentage, doubled key, missing period, slip and jump; `noted` is information alone.

    The order of rows changes nothing. `decimal` is the decimal mark where no number tells it.
    Raises `audit-columns-missing`, `audit-marks-mixed`, `audit-marks-ambiguous`.
    """
    points = read_series(frame, words(sector_synonyms, carriers), decimal)
    added = list(sums(points))
    if not any(it.check == SUM for it in added):
        why = Text("keine Gesamtsumme neben Kategorien", "no total beside categories")
        added.append(not_checked(SUM, Place("", "", column="series"), why))
    added = [_elsewhere(it, points) for it in added]
    found = [*_by_period(added), *labels(points), *course(points), *percentages(points)]
    slipped = {(it.place.city, it.place.base_year, it.place.sector) for it in found if it.check == UNITS}
    slips = [
        slip
        for slip in slips_in_sums(added, frozenset()).values()
        if (slip.place.city, slip.place.base_year, slip.place.sector) not in slipped
    ]
    if not slipped and not slips and points:
        note = Text(f"{len(points)} Werte", f"{len(points)} values")
        slips.append(Finding(UNITS, Place("", "", column="units"), "match", note=note))
    return [*found, *slips]


def _by_period(added: list[Finding]) -> list[Finding]:
    """Equal amounts tell something within one period; over the years they do not."""
    periods: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in added:
        periods[finding.place.city, finding.place.base_year].append(finding)
    return [finding for one in periods.values() for finding in same_amount(one)]


def _elsewhere(finding: Finding, points: list[Point]) -> Finding:
    """A sum that is off by exactly what is printed for something else at that time: it probably counts there, too."""
    if finding.verdict != "mismatch" or finding.difference is None or finding.tolerance is None:
        return finding
    amount, own = abs(finding.difference), {term.cell for term in finding.terms}
    if amount <= 10 * finding.tolerance:
        return finding
    named = sorted(
        {
            point.printed_name
            for point in points
            if (point.city, point.period, point.unit) == (finding.place.city, finding.place.base_year, finding.unit)
            and point.term().cell not in own
            and abs(abs(point.figure.value or Decimal(0)) - amount) <= finding.tolerance
        }
    )
    if not named:
        return finding
    return finding.noted(Text(f"der Betrag von {', '.join(named[:3])}", f"the amount of {', '.join(named[:3])}"))
