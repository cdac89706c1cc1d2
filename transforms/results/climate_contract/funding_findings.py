"""Where the money of an investment plan does not fit its measures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from transforms.results.climate_contract.read_funding import Funding
from transforms.results.climate_contract.read_measures import Measure
from transforms.results.exact.exactly import sum_of_stated
from transforms.results.findings.line import Line, line

_CENT = Decimal("0.01")


def funding_findings(measures: list[Measure], funding: list[Funding]) -> Iterator[Line]:
    """Lines per measure that has funding, in order of the ids."""
    counting = {it.measure_id: it for it in reversed(measures) if it.duplicate_of is None}
    for measure_id in sorted({it.measure_id for it in funding}):
        own = [it for it in funding if it.measure_id == measure_id]
        measure = counting.get(measure_id)
        if measure is None:
            note = ("Mittel für eine Maßnahme, die es nicht gibt", "Funding for a measure that there is not")
            yield line("funding_names_a_measure", measure_id, "rule broken", note, unit="EUR",
                       printed=sum_of_stated(it.amount for it in own))  # fmt: skip
            continue
        yield _against_cost(measure, own)
        for it in own:
            if it.amount is not None and it.amount < 0:
                note = ("Ein Betrag ist negativ", "An amount is negative")
                yield line(
                    "funding_is_not_negative",
                    measure_id,
                    "rule broken",
                    note,
                    printed=it.amount,
                    unit="EUR",
                    tolerance=0,
                )
            start, end = measure.texts["start_year"], measure.texts["end_year"]
            early = it.year is not None and start is not None and it.year < start
            late = it.year is not None and end is not None and it.year > end
            if early or late:
                note = (f"Mittel aus {it.source} außerhalb der Laufzeit", f"Funds from {it.source} outside its years")
                yield line("funding_falls_into_the_measure", measure_id, "noted", note, printed=it.year,
                           recomputed=start if early else end, unit="year", tolerance=0)  # fmt: skip


def _against_cost(measure: Measure, own: list[Funding]) -> Line:
    check, unit = "funding_is_not_above_cost", "EUR"
    cost, paid = measure.figures["cost_eur"], sum_of_stated(it.amount for it in own)
    if cost is None or paid is None:
        note = ("Kosten oder Betrag fehlen", "Cost or amount is missing")
        return line(check, measure.measure_id, "not checked", note, printed=paid, unit=unit)
    verdict = "rule broken" if paid > max(cost, Decimal(0)) + _CENT else "match"
    note = ("Mittel (angegeben) und Kosten", "Funding (stated) and cost")
    return line(check, measure.measure_id, verdict, note, printed=paid, recomputed=cost, unit=unit, tolerance=_CENT)
