"""The course of each series over the years: slips of a thousand, years left out, and jumps beyond a robust bound."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from transforms.results.audit.finding import Finding
from transforms.results.audit.series.point import Point
from transforms.results.audit.slip_in_sum import CHECK as UNITS
from transforms.results.audit.text import Text

YEARS = "years_are_complete"
JUMP = "change_is_within_the_usual"
_ROUGHLY = (Decimal(500), Decimal(2000))
_FEWEST_CHANGES = 5
_BOUND = Decimal(5)
"""Robust standard deviations (1.4826 times the median absolute deviation) from the median change."""
_SMALLEST = Decimal("0.02")
"""No series is so smooth that less than this per year is a jump."""
_SMALLEST_JUMP = Decimal("0.15")


def course(points: Sequence[Point]) -> Iterator[Finding]:
    """Findings by series; one that keeps to the usual is one `match`. Planned values are judged for slips alone."""
    by_series: dict[tuple[str, ...], list[Point]] = defaultdict(list)
    for point in points:
        if point.year:
            by_series[point.series].append(point)
    for rows in by_series.values():
        if rows[0].unit == "%":
            continue
        slipped = list(_slips([row for row in rows if row.figure.value]))
        yield from slipped
        if rows[0].kind != "measured":
            continue
        yearly = list({row.year: row for row in rows if row.period == str(row.year)}.values())
        yield from _years(yearly)
        yield from _jumps([row for row in yearly if row.figure.value], {it.place.base_year for it in slipped})


def _slips(rows: list[Point]) -> Iterator[Finding]:
    """Values whose neighbours are a thousand times as large or as small; the fewer of the two groups have slipped."""
    levels = [0]
    for before, after in pairwise(rows):
        ratio = abs((after.figure.value or Decimal(1)) / (before.figure.value or Decimal(1)))
        step = (
            1 if _ROUGHLY[0] <= ratio <= _ROUGHLY[1] else -1 if ratio and _ROUGHLY[0] <= 1 / ratio <= _ROUGHLY[1] else 0
        )
        levels.append(levels[-1] + step)
    counts = Counter(levels)
    if len(counts) < 2:
        return
    usual = max(counts, key=lambda level: (counts[level], -levels.index(level)))
    for row, level in zip(rows, levels, strict=True):
        if level == usual:
            continue
        value = row.figure.value or Decimal(0)
        mended = value * Decimal(1000) ** (usual - level)
        note = (
            Text("tausendfach zu klein neben den anderen Jahren, wohl in kt oder GWh",
                 "a thousand too small beside the other years, probably in kt or GWh")
            if level < usual
            else Text("tausendfach zu groß neben den anderen Jahren, wohl in kg, t oder kWh",
                      "a thousand too large beside the other years, probably in kg, t or kWh")
        )  # fmt: skip
        yield Finding(UNITS, row.place(), "rule broken", row.unit, value, mended, mended - value, note=note)


def _years(rows: list[Point]) -> Iterator[Finding]:
    """Years left out of a yearly series. A base year long before, and steps of several years, leave nothing out."""
    years = sorted({row.year for row in rows if row.figure.value is not None})
    gaps = [after - before for before, after in pairwise(years)]
    for at, gap in enumerate(gaps):
        is_first = at == 0 and gap == 2 and len(gaps) > 2 and all(it == 1 for it in gaps[1:])
        if gap > 1 and ((at and gaps[at - 1] == 1) or is_first):
            for year in range(years[at] + 1, years[at + 1]):
                place = rows[0].place().at(base_year=str(year))
                note = Text(
                    f"Jahr fehlt zwischen {years[at]} und {years[at + 1]}",
                    f"year missing between {years[at]} and {years[at + 1]}",
                )
                yield Finding(YEARS, place, "not covered", rows[0].unit, note=note)


def _jumps(rows: list[Point], slipped: set[str]) -> Iterator[Finding]:
    rows = [row for row in rows if row.period not in slipped and (row.figure.value or 0) > 0]
    changes = [
        ((after.figure.value or Decimal(1)).ln() - (before.figure.value or Decimal(1)).ln())
        / (after.year - before.year)
        for before, after in pairwise(rows)
    ]
    if len(changes) < _FEWEST_CHANGES:
        return
    middle = _median(changes)
    spread = max(Decimal("1.4826") * _median([abs(it - middle) for it in changes]), _SMALLEST)
    found = False
    for before, after, change in zip(rows, rows[1:], changes, strict=False):
        old, new = before.figure.value or Decimal(1), after.figure.value or Decimal(1)
        if abs(change - middle) <= _BOUND * spread or abs(new / old - 1) < _SMALLEST_JUMP:
            continue
        found = True
        percent, usual = _percent(new / old - 1), _percent(middle.exp() - 1)
        note = Text(
            f"{percent} % gegenüber {before.year}, üblich sind {usual} % im Jahr: nur ein Hinweis".replace(".", ","),
            f"{percent} % against {before.year}, usual are {usual} % a year: for information only",
        )
        yield Finding(JUMP, after.place(), "noted", after.unit, new, note=note)
    if not found:
        count = Text(f"{len(changes)} Änderungen", f"{len(changes)} changes")
        yield Finding(JUMP, rows[0].place().at(base_year=""), "match", rows[0].unit, note=count)


def _median(values: list[Decimal]) -> Decimal:
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _percent(share: Decimal) -> str:
    return f"{(100 * share).quantize(Decimal('0.1')):+f}"
