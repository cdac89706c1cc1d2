"""The categories of a block add up to its total in every period; what is missing is named with the open amount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from transforms.results.audit.compare_known import compare_known
from transforms.results.audit.finding import Finding
from transforms.results.audit.series.point import Point
from transforms.results.audit.text import Text

SUM = "sectors_sum_to_total"
COMPLETE = "series_is_complete"
_SHOWN = 3
_ENOUGH = 4


def sums(points: Sequence[Point]) -> Iterator[Finding]:
    """One finding per block, kind and period with a total; `series_is_complete` is `not covered` where a row lacks."""
    for block in _blocks(points).values():
        cells = [point for point in block if point.adds == "cell"]
        names = sorted({point.name for point in cells})
        added: list[Finding] = []
        absences: list[Finding] = []
        has_totals = any(point.adds == "total" for point in block)
        for period in sorted({point.period for point in block}) if names else ():
            here = _once([point for point in cells if point.period == period])
            totals = _once([point for point in block if point.adds == "total" and point.period == period])
            absent = [name for name in names if name not in {point.name for point in here}] if has_totals else []
            finding = None
            if totals and here:
                finding = _sum(totals[0], here, absent)
                added.append(finding)
            absences += _absent(block, here or totals, period, absent, finding)
        yield from _places_cut_off(added)
        yield from absences


def _places_cut_off(added: list[Finding]) -> list[Finding]:
    """Sums that again and again fall short by no more than the last places of their terms: cut off, not rounded."""
    near = {}
    for finding in added:
        worst = sum((term.figure.last_place for term in finding.terms[1:]), Decimal(0))
        if finding.difference is not None and abs(finding.difference) <= worst:
            near[finding.place.base_year] = worst
    differences = [it.difference or Decimal(0) for it in added if it.place.base_year in near]
    if any(it > 0 for it in differences) or sum(it < 0 for it in differences) < _ENOUGH:
        return added
    note = Text("letzte Stellen abgeschnitten statt gerundet", "last places cut off, not rounded")
    return [
        replace(it, verdict="match", tolerance=near[it.place.base_year], note=note)
        if it.verdict == "mismatch" and it.place.base_year in near
        else it
        for it in added
    ]


def _blocks(points: Sequence[Point]) -> dict[tuple[str, str, str, str], list[Point]]:
    blocks: dict[tuple[str, str, str, str], list[Point]] = defaultdict(list)
    for point in points:
        if point.kind != "other" and point.period:
            blocks[point.city, point.block, point.unit, point.kind].append(point)
    return blocks


def _once(points: list[Point]) -> list[Point]:
    """A row that stands twice with the same value is added once: the doubled key is a finding of its own."""
    return list({(point.name, point.figure.value): point for point in reversed(points)}.values())[::-1]


def _sum(total: Point, here: list[Point], absent: list[str]) -> Finding:
    place = total.place()
    terms = [_rounded(point, [total, *here]).term() for point in (total, *here)]
    finding = compare_known(SUM, place, terms[0], terms[1:], total.unit)
    if not absent:
        return finding
    named = ", ".join(absent[:_SHOWN]) + (" …" if len(absent) > _SHOWN else "")
    return finding.noted(Text(f"in dieser Zeit nicht gedruckt: {named}", f"not printed for this time: {named}"))


def _rounded(point: Point, together: list[Point]) -> Point:
    """The figure on the place that all figures of the sum are printed to: 1390, 3380, 1880, 6650 are full tens."""
    values = [it.figure.value for it in together if it.figure.value]
    if len(values) < _ENOUGH:
        return point
    place = point.figure.last_place
    while all(value % (10 * place) == 0 for value in values):
        place *= 10
    return replace(point, figure=replace(point.figure, last_place=place))


def _absent(
    block: list[Point], here: list[Point], period: str, absent: list[str], finding: Finding | None
) -> Iterator[Finding]:
    """A category without a row where it has rows before and after, or where the sum falls short by it alone."""
    for name in absent:
        periods = sorted(point.period for point in block if point.name == name)
        is_between = bool(periods) and periods[0] < period < periods[-1]
        is_short = finding is not None and finding.verdict == "mismatch" and (finding.difference or 0) < 0
        if not here or not (is_between or (is_short and len(absent) == 1)):
            continue
        sample = next(point for point in block if point.name == name)
        place = here[0].place()
        amount = None
        note = Text("keine Zeile für diese Zeit", "no row for this time")
        if finding is not None and finding.difference is not None and len(absent) == 1 and is_short:
            amount = -finding.difference
            note = Text.join((note, Text("offen nach der Gesamtsumme", "open, by the total")))
        at = place.at(sector=sample.printed_name)
        yield Finding(COMPLETE, at, "not covered", sample.unit, recomputed=amount, note=note)
    for point in here:
        if point.figure.value is None:
            yield Finding(COMPLETE, point.place(), "not covered", point.unit, note=point.figure.why_missing)


def block_total(points: Sequence[Point], city: str, block: str, unit: str, kind: str, period: str) -> Decimal | None:
    """The printed total of a block in one period; None where none or more than one is printed."""
    found = {
        point.figure.value
        for point in points
        if point.adds == "total"
        and (point.city, point.block, point.unit, point.kind, point.period) == (city, block, unit, kind, period)
    }
    return found.pop() if len(found) == 1 else None
