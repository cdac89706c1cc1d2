"""One inventory, one truth: the baseline of the gap table is what the inventory and the totals say for its sector."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.results.audit.compare import compare
from transforms.results.audit.finding import Finding, Term
from transforms.results.audit.printed_cells import PrintedCell, printed_cells
from transforms.results.audit.rows_of_sector import rows_of_sector
from transforms.results.audit.rules.column_sums import is_grand_total
from transforms.results.audit.single_rows import single_rows
from transforms.results.audit.tables import CityYear, GapRow, Words
from transforms.results.audit.text import Text
from transforms.results.names.is_total import is_total

CHECK = "gap_baseline_is_inventory"


def gap_baseline(city_year: CityYear, words: Words) -> Iterator[Finding]:
    """One finding per gap row: against the printed total of the same name, else against the rows of the inventory."""
    cells = [
        cell
        for cell in printed_cells(city_year, words)[0]
        if cell.measure == "emissions" and not cell.scopes and not cell.carrier
    ]
    for row in city_year.gap:
        if is_total(row.sector) == "part" or row.figures["baseline"].value is None:
            continue
        finding = _against_totals(city_year, row, cells, words) or _against_rows(city_year, row, words)
        if finding is not None:
            yield finding


def _against_totals(city_year: CityYear, row: GapRow, cells: list[PrintedCell], words: Words) -> Finding | None:
    if is_grand_total(row, words):
        found = [cell for cell in cells if not cell.sector]
    else:
        found = [cell for cell in cells if cell.sector and words.is_same_sector(cell.sector, row.sector)]
    if not found:
        return None
    # Two tables may print it; the finding is the first that disagrees, else the first.
    findings = [_compare(city_year, row, [cell.term(city_year)]) for cell in found]
    return next((it for it in findings if it.verdict != "match"), findings[0])


def _against_rows(city_year: CityYear, row: GapRow, words: Words) -> Finding | None:
    rows = single_rows(city_year, words)
    if not is_grand_total(row, words):
        rows = rows_of_sector(row.sector, rows, words, [other.sector for other in city_year.gap])
    if not rows:
        return None
    terms = [
        Term(
            it.label,
            it.emissions,
            1,
            it.cell("emissions"),
            city_year.place.at(sector=it.sector, carrier=it.carrier),
        )
        for it in rows
    ]
    return _compare(city_year, row, terms).noted(Text("gegen die Inventarzeilen", "against the inventory rows"))


def _compare(city_year: CityYear, row: GapRow, terms: list[Term]) -> Finding:
    place = city_year.place.at(sector=row.sector, column="baseline")
    printed = Term(f"{row.sector}, baseline", row.figures["baseline"], 1, row.cell("baseline"), place)
    return compare(CHECK, place, printed, terms, "t")
