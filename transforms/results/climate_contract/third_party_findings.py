"""What third parties claim that the city claims too, that stands twice, or that lowers no territorial balance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from transforms.results.climate_contract.claimed_twice import claimed_twice
from transforms.results.climate_contract.read_actions import Action
from transforms.results.climate_contract.read_measures import Measure
from transforms.results.exact.exactly import sum_of_stated
from transforms.results.findings.line import Line, line

_WORDS = {
    "declared link": ("laut Verweis", "by declared link"),
    "same field and title": ("nach Handlungsfeld und Titel", "by field and title"),
}
TONNES = "t CO2e"


def third_party_findings(measures: list[Measure], actions: list[Action], tolerance: Decimal) -> Iterator[Line]:
    """Claims first, then repeated rows, then printed totals, then what is no reduction in a territorial balance."""
    ids = {it.measure_id for it in measures}
    for claim in claimed_twice(measures, actions):
        de, en = _WORDS[claim.known_by]
        which = claim.measure.measure_id
        note = (f"auch Maßnahme {which} der Stadt ({de})", f"the city's measure {which} too ({en})")
        # One citizen's tonnes are told nowhere.
        printed = None if claim.action.kind == "citizen" else claim.action.reduction
        yield line("reduction_is_claimed_once", _subject(claim.action), "rule broken", note, unit=TONNES,
                   printed=printed, recomputed=claim.measure.reduction, tolerance=None)  # fmt: skip
    for action in actions:
        if action.link is not None and action.link not in ids and measures:
            note = ("verweist auf eine Maßnahme, die es nicht gibt", "points at a measure that there is not")
            yield line("declared_link_leads_somewhere", _subject(action), "rule broken", note)
    single = [it for it in actions if not it.total and it.kind != "citizen"]
    for action, count in sorted(Counter(single).items(), key=repr):
        if count > 1:
            note = (f"steht {count}-mal wortgleich da", f"stands there {count} times to the letter")
            twice = None if action.reduction is None else action.reduction * count
            yield line("action_stands_once", _subject(action), "noted", note, printed=twice,
                       recomputed=action.reduction, unit=TONNES, tolerance=None)  # fmt: skip
    yield from _totals(actions, single, tolerance)
    for check, rows, note in (
        ("offset_is_no_reduction", [it for it in single if it.is_offset],
         ("Kompensation mindert keine Emission der Stadt", "Offsets lower no emission of the city")),
        ("green_tariff_is_no_reduction", [it for it in single if it.is_green_tariff],
         ("Ökostrom ändert die Territorialbilanz nicht (Bundesmix)", "A green tariff changes no territorial balance")),
    ):  # fmt: skip
        if rows:
            yield line(check, f"{len(rows)} actions", "noted", note, unit=TONNES,
                       printed=sum_of_stated(it.reduction for it in rows))  # fmt: skip


def _totals(actions: list[Action], single: list[Action], tolerance: Decimal) -> Iterator[Line]:
    for total in (it for it in actions if it.total and it.reduction is not None):
        parts = [it for it in single if it.city == total.city and (total.total == "all" or it.name[0] == total.name[0])]
        found = sum_of_stated(it.reduction for it in parts)
        if found is None or total.reduction is None:
            continue
        verdict = "match" if abs(found - total.reduction) <= tolerance else "mismatch"
        note = ("Gedruckte Summe und Summe der Zeilen", "Printed total and sum of the rows")
        yield line("actions_sum_to_their_total", _subject(total), verdict, note, printed=total.reduction,
                   recomputed=found, unit=TONNES, tolerance=tolerance)  # fmt: skip


def _subject(action: Action) -> str:
    # A citizen's own words stay out of the findings.
    title = "a citizen's contribution" if action.kind == "citizen" else action.title
    return ": ".join(part for part in (action.field, title) if part)
