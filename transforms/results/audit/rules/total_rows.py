"""Total rows inside an inventory or a gap table are told apart, so that nothing is added up twice."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.results.audit.finding import Finding, not_checked
from transforms.results.audit.printed_cells import printed_cells
from transforms.results.audit.single_rows import single_rows
from transforms.results.audit.tables import CityYear, Words
from transforms.results.audit.text import Text

CHECK = "total_row_is_not_added_up"


def total_rows(city_year: CityYear, words: Words) -> Iterator[Finding]:
    """One `match` per total row that was left out of the sums; `not checked` for labels nobody can place."""
    single = set(single_rows(city_year, words))
    _, unclear = printed_cells(city_year, words)
    labels = {it.label for it in unclear}
    for row in city_year.inventory:
        if row in single or row.label in labels:
            continue
        place = city_year.place.at(sector=row.sector, carrier=row.carrier, scope=row.scope)
        note = Text(
            "Summenzeile im Inventar: nicht mitsummiert, gegen die Zeilen geprüft",
            "a total row within the inventory: left out of the sums, held against the rows",
        )
        yield Finding(CHECK, place, "match", "t", row.emissions.value, note=note)
    for it in unclear:
        why = (
            Text("Teilsumme: in keiner Summe mitgezählt", "a subtotal: left out of every sum")
            if it.is_part
            else Text("Bezeichnung nicht verstanden", "label not understood")
        )
        yield not_checked(CHECK, city_year.place.at(column=it.label), why, "t")
