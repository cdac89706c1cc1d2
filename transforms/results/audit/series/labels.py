"""What rows are called: keys that stand twice, targets among measured values, units that contradict the name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from transforms.results.audit.finding import Finding
from transforms.results.audit.series.names import ESTIMATE_IN_NOTE, TARGET_IN_NOTE, UNIT_IN_NAME
from transforms.results.audit.series.point import Point
from transforms.results.audit.slip_in_sum import CHECK as UNITS
from transforms.results.audit.text import Text
from transforms.results.names.plain import plain

KEY = "key_is_unique"
TARGETS = "targets_are_told_from_measured"
ESTIMATES = "estimates_are_told_from_measured"
_FAR = 5
_LATE = 2030


def labels(points: Sequence[Point]) -> Iterator[Finding]:
    """One finding per doubled key and per value that is not what its label says; else one `match` for the rule."""
    for check, found in (
        (KEY, list(_keys(points))),
        (TARGETS, list(_targets(points))),
        (ESTIMATES, list(_estimates(points))),
        (UNITS, list(_units(points))),
    ):
        yield from found
        if not found and points and check in (KEY, TARGETS):
            count = Decimal(len(points))
            place = points[0].place().at(city="", base_year="", sector="", column="series")
            yield Finding(check, place, "match", "rows", count, count, Decimal(0), Decimal(0))


def _keys(points: Sequence[Point]) -> Iterator[Finding]:
    keys: dict[tuple[str, ...], list[Point]] = defaultdict(list)
    for point in points:
        keys[point.city, plain(point.printed_name), plain(point.kind_as_printed), point.period, point.unit].append(
            point
        )
    for rows in keys.values():
        if len(rows) < 2:
            continue
        values = {row.figure.value for row in rows}
        note = Text("mit demselben Wert", "with the same value")
        if len(values) > 1:
            note = Text("mit verschiedenen Werten", "with different values")
        count = Decimal(len(rows))
        yield Finding(KEY, rows[0].place(), "rule broken", "rows", count, Decimal(1), 1 - count, Decimal(0), note)


def _targets(points: Sequence[Point]) -> Iterator[Finding]:
    """A measured value that its remark or its year calls a target; a planned one from before anything was planned."""
    by_series: dict[tuple[str, str, str, str], list[Point]] = defaultdict(list)
    for point in points:
        by_series[point.city, point.block, point.name, point.unit].append(point)
    for rows in by_series.values():
        measured = sorted({row.year for row in rows if row.kind == "measured" and row.year})
        for row in rows:
            if row.kind == "planned" and measured and row.year <= measured[0]:
                note = Text(
                    "geplanter Wert für das erste Jahr der Reihe: wohl der Ausgangswert des Plans",
                    "a planned value for the first year of the series: probably what the plan starts from",
                )
                yield Finding(TARGETS, row.place(), "noted", row.unit, row.figure.value, note=note)
            elif row.kind == "measured" and row.year and TARGET_IN_NOTE.search(row.note):
                note = Text("die Bemerkung nennt ein Ziel", "the remark calls it a target")
                yield Finding(TARGETS, row.place(), "rule broken", row.unit, row.figure.value, note=note)
            elif row.kind == "measured" and _is_far_out(row.year, measured):
                note = Text(
                    "liegt weit hinter der Reihe in einem runden Jahr: wohl ein Zielwert ohne Kennzeichen",
                    "lies far beyond the series in a round year: probably a target without a mark",
                )
                yield Finding(TARGETS, row.place(), "rule broken", row.unit, row.figure.value, note=note)


def _is_far_out(year: int, years: list[int]) -> bool:
    """A year that is a multiple of five, behind a series that has been yearly, or behind all of it and late."""
    if year not in years or year % 5:
        return False
    at = years.index(year)
    if not at or any(it % 5 for it in years[at:]):
        return False
    before = next((years[n] for n in range(at, -1, -1) if years[n] % 5 or (n and years[n] - years[n - 1] == 1)), None)
    if before is None:
        return year >= _LATE and year - years[at - 1] >= _FAR and years[0] < _LATE
    was_yearly = before - 1 in years
    return year > before and was_yearly and (year - before >= _FAR or year >= _LATE)


def _estimates(points: Sequence[Point]) -> Iterator[Finding]:
    for point in points:
        if point.kind == "measured" and ESTIMATE_IN_NOTE.search(point.note):
            note = Text(
                "laut Bemerkung geschätzt, als gemessen geführt", "estimated by its remark, labelled as measured"
            )
            yield Finding(ESTIMATES, point.place(), "noted", point.unit, point.figure.value, note=note)


def _units(points: Sequence[Point]) -> Iterator[Finding]:
    seen = set()
    for point in points:
        named = UNIT_IN_NAME.search(point.printed_name)
        if named is None or not point.unit or (point.city, point.printed_name) in seen:
            continue
        is_percent = named.group(1) == "%"
        if is_percent != (point.unit == "%"):
            seen.add((point.city, point.printed_name))
            rows = [it for it in points if (it.city, it.printed_name) == (point.city, point.printed_name)]
            note = Text(
                f"der Name sagt {named.group(1)}, die Einheit {point.unit} ({len(rows)} Zeilen)",
                f"the name says {named.group(1)}, the unit {point.unit} ({len(rows)} rows)",
            )
            yield Finding(UNITS, point.place().at(base_year=""), "rule broken", point.unit, note=note)
