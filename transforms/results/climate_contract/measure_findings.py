"""What a portfolio of measures says that cannot be, says twice, or does not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from transforms.results.climate_contract.read_measures import Measure
from transforms.results.findings.line import Line, line

TONNES = "t CO2e"


def measure_findings(measures: list[Measure], tolerance: Decimal) -> Iterator[Line]:
    """Lines per measure, in order of the ids."""
    ids = Counter(it.measure_id for it in measures)
    for measure in measures:
        yield from _of_time(measure)
        yield from _of_energy(measure)
        yield from _of_reduction(measure, tolerance)
        for column, unit in (("reduction_t_co2e", TONNES), ("cost_eur", "EUR")):
            if (measure.reduction if column == "reduction_t_co2e" else measure.figures[column]) is None:
                note = (f"{column} fehlt; nicht als null gerechnet", f"{column} is missing; not taken as zero")
                yield line("measure_states_its_figures", measure.measure_id, "not checked", note, unit=unit)
        if measure.duplicate_of is not None:
            other = measure.duplicate_of
            note = (f"dieselbe Maßnahme wie {other}; zählt nicht", f"the same measure as {other}; does not count")
            reduction = measure.reduction
            counted = None if reduction is None else 0
            yield line("measure_stands_once", measure.measure_id, "rule broken", note, printed=reduction,
                       recomputed=counted, unit=TONNES, tolerance=None)  # fmt: skip
        link = measure.texts["same_as_measure_id"]
        if link is not None and link not in ids:
            note = ("verweist auf eine Maßnahme, die es nicht gibt", "points at a measure that there is not")
            yield line("declared_link_leads_somewhere", measure.measure_id, "rule broken", note)


def _of_time(measure: Measure) -> Iterator[Line]:
    start, end = measure.texts["start_year"], measure.texts["end_year"]
    if start is not None and end is not None and end < start:
        note = ("Die Maßnahme endet, bevor sie beginnt", "The measure ends before it starts")
        yield line("measure_does_not_end_before_it_starts", measure.measure_id, "rule broken", note, printed=end,
                   recomputed=start, unit="year", tolerance=0)  # fmt: skip


def _of_energy(measure: Measure) -> Iterator[Line]:
    for column in ("energy_saved_mwh", "energy_replaced_mwh"):
        energy = measure.figures[column]
        if energy is not None and energy < 0:
            note = (f"{column} ist negativ", f"{column} is negative")
            yield line("energy_is_not_negative", measure.measure_id, "rule broken", note, printed=energy, unit="MWh",
                       tolerance=0)  # fmt: skip


def _of_reduction(measure: Measure, tolerance: Decimal) -> Iterator[Line]:
    stated, sectors = measure.figures["reduction_t_co2e"], measure.sectors_stated
    if stated is not None and sectors is not None:
        verdict = "match" if abs(sectors - stated) <= tolerance else "mismatch"
        note = ("Die Sektoren ergeben die Minderung der Maßnahme", "The sectors sum to the measure's reduction")
        yield line("sectors_sum_to_the_measure", measure.measure_id, verdict, note, printed=stated, recomputed=sectors,
                   unit=TONNES, tolerance=tolerance)  # fmt: skip
    if measure.reduction is not None and measure.reduction < 0:
        note = ("Die Maßnahme erhöht die Emissionen", "The measure raises emissions")
        yield line("reduction_is_not_negative", measure.measure_id, "noted", note, printed=measure.reduction,
                   unit=TONNES, tolerance=0)  # fmt: skip
