"""What an agenda contradicts or leaves open: circles, dates before their prerequisites, unknown names, questions."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from transforms.results.findings.findings_frame import findings_frame
from transforms.results.findings.line import Line, line
from transforms.results.pathway.cycles import cycles
from transforms.results.pathway.depends_on import Measure, depends_on


def agenda_findings(period: str, agenda_measures: pl.LazyFrame) -> pl.LazyFrame:
    """One row per finding; no row where nothing was found. A finding changes no date.

    A circle is told with its measures in order. A measure dated before one it waits for is told per pair: `printed` and
    `recomputed` are the days between them (negative) and the least there may be (0). The same day is in order.
    Where a prerequisite has no date, the dated ones behind it are held against the measure instead.
    """
    measures = depends_on(agenda_measures)
    found = [*_circles(measures), *(it for measure in measures for it in _of_one(measure, measures))]
    return findings_frame(found, period)


def _circles(measures: list[Measure]) -> Iterator[Line]:
    for circle, part in cycles(measures):
        way = " → ".join(circle)
        more = [name for name in part if name not in circle]
        also = (f"; ebenso verstrickt: {', '.join(more)}", f"; also entangled: {', '.join(more)}") if more else ("", "")
        note = (f"Warten im Kreis aufeinander: {way}{also[0]}", f"Wait for each other in a circle: {way}{also[1]}")
        yield line("agenda_has_no_cycle", circle[0], "rule broken", note, printed=len(circle) - 1, unit="measures")


def _of_one(measure: Measure, measures: list[Measure]) -> Iterator[Line]:
    by_name = {it.name: it for it in measures}
    for name in measure.needs:
        before = by_name.get(name)
        if before is None:
            note = (f"Setzt „{name}“ voraus, das nicht in der Agenda steht",
                    f"Depends on '{name}', which the agenda does not hold")  # fmt: skip
            yield line("prerequisite_is_in_the_agenda", measure.name, "rule broken", note)
        elif measure.date is None or before.date is None:
            note = (f"Ein Termin fehlt: Reihenfolge mit „{name}“ nicht geprüft",
                    f"A date is missing: order with '{name}' not checked")  # fmt: skip
            yield line("date_is_not_before_its_prerequisite", measure.name, "not checked", note, unit="d")
        elif measure.date < before.date:
            note = (f"{measure.date.isoformat()} liegt vor „{name}“ am {before.date.isoformat()}",
                    f"{measure.date.isoformat()} is before '{name}' on {before.date.isoformat()}")  # fmt: skip
            yield line("date_is_not_before_its_prerequisite", measure.name, "rule broken", note,
                       printed=(measure.date - before.date).days, recomputed=0, unit="d", tolerance=0)  # fmt: skip
    for before in _behind_undated(measure, by_name):
        if measure.date is not None and before.date is not None and measure.date < before.date:
            early, late = measure.date.isoformat(), before.date.isoformat()
            note = (f"{early} liegt vor „{before.name}“ am {late}, das mittelbar Voraussetzung ist",
                    f"{early} is before '{before.name}' on {late}, which it needs indirectly")  # fmt: skip
            yield line("date_is_not_before_its_prerequisite", measure.name, "rule broken", note,
                       printed=(measure.date - before.date).days, recomputed=0, unit="d", tolerance=0)  # fmt: skip
    if measure.date is None:
        yield line("measure_has_a_date", measure.name, "rule broken", ("Ohne Termin", "Without a date"))
    if measure.owner_role is None:
        yield line("measure_has_an_owner", measure.name, "rule broken", ("Ohne zuständige Rolle", "Without an owner"))
    if measure.open_question is not None:
        note = (f"Offene Frage: {measure.open_question}", f"Open question: {measure.open_question}")
        yield line("question_is_answered", measure.name, "noted", note)


def _behind_undated(measure: Measure, by_name: dict[str, Measure]) -> list[Measure]:
    """Dated measures that it waits for only through measures without a date, in order of names."""
    seen: set[str] = set()
    waiting = [name for name in measure.needs if name in by_name and by_name[name].date is None]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for further in by_name[name].needs:
            if further in by_name and by_name[further].date is None:
                waiting.append(further)
            elif further in by_name and further not in measure.needs and further != measure.name:
                reached.add(further)
    return [by_name[name] for name in sorted(reached)]
