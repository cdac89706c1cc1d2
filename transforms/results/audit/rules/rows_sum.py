"""The rows of the inventory add up to every printed sum: by sector, scope, sector and scope, carrier, and to the total.

The total is compared with the rows only where some row belongs to no printed sector; else the sectors stand between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from transforms.results.audit.compare import compare
from transforms.results.audit.figure import Figure
from transforms.results.audit.finding import Finding, Term, not_checked
from transforms.results.audit.printed_cells import UNITS, PrintedCell, printed_cells
from transforms.results.audit.rows_of_sector import rows_of_sector
from transforms.results.audit.rules.sectors_sum import one_per_sector
from transforms.results.audit.single_rows import single_rows
from transforms.results.audit.tables import CityYear, InventoryRow, Words
from transforms.results.audit.text import Text

KINDS = ("sector", "scope", "sector_and_scope", "carrier", "total")


def rows_sum(kind: str) -> Callable[[CityYear, Words], Iterator[Finding]]:
    """The rule for one kind of printed sum; its key is `rows_sum_to_<kind>`."""

    def find(city_year: CityYear, words: Words) -> Iterator[Finding]:
        cells, _ = printed_cells(city_year, words)
        rows = single_rows(city_year, words)
        for cell in cells:
            if _kind(cell) == kind and rows and not (kind == "total" and _by_way_of_sectors(cell, cells, rows, words)):
                yield _one_cell(f"rows_sum_to_{kind}", city_year, cell, cells, rows, words)

    return find


def _kind(cell: PrintedCell) -> str:
    if cell.carrier:
        return "carrier"
    if cell.sector:
        return "sector_and_scope" if cell.scopes else "sector"
    return "scope" if cell.scopes else "total"


def _by_way_of_sectors(
    cell: PrintedCell, cells: Sequence[PrintedCell], rows: Sequence[InventoryRow], words: Words
) -> bool:
    sectors = [it.sector for it in cells if it.measure == cell.measure and _kind(it) == "sector"]
    return all(
        any(words.is_same_sector(row.sector, it) or words.is_part(row.sector, it) for it in sectors) for row in rows
    )


def _one_cell(
    check: str,
    city_year: CityYear,
    cell: PrintedCell,
    cells: Sequence[PrintedCell],
    rows: Sequence[InventoryRow],
    words: Words,
) -> Finding:
    if cell.carrier:
        rows = [row for row in rows if words.carriers.same(row.carrier) == words.carriers.same(cell.carrier)]
        return _sum(check, city_year, cell, rows, Text("keine Zeile dieses Trägers", "no row of this carrier"))
    if cell.sector:
        no_row = Text("keine Zeile dieses Sektors", "no row of this sector")
        others = [it.sector for it in cells if it.sector and it.origin == cell.origin]
        named = rows_of_sector(cell.sector, rows, words, others)
        finding = _sum(check, city_year, cell, named, no_row)
        if finding.verdict != "mismatch":
            return finding
        # `Buildings` may be printed for the whole, and again for what is left beside `Buildings: homes`.
        wide = rows_of_sector(cell.sector, rows, words, others, with_parts=True)
        beside = _sum(check, city_year, cell, wide, no_row)
        return beside if beside.verdict == "match" else finding
    finding = _sum(check, city_year, cell, rows, Text("keine Zeile", "no row"))
    if finding.verdict != "mismatch":
        return finding
    return _with_sectors_without_rows(finding, city_year, cell, cells, rows, words)


def _sum(check: str, city_year: CityYear, cell: PrintedCell, rows: Sequence[InventoryRow], no_row: Text) -> Finding:
    place, unit = cell.place(city_year), UNITS[cell.measure]
    terms = _terms(city_year, cell, rows)
    if not terms:
        why = no_row if not rows else Text("keine Zeile dieses Scopes", "no row of this scope")
        return not_checked(check, place, why, unit)
    return compare(check, place, cell.term(city_year), terms, unit)


def _terms(city_year: CityYear, cell: PrintedCell, rows: Sequence[InventoryRow]) -> list[Term]:
    return [
        Term(row.label, figure, 1, row.cell(cell.measure), city_year.place.at(sector=row.sector, carrier=row.carrier))
        for row in rows
        if (figure := _within(row, cell)) is not None
    ]


def _with_sectors_without_rows(
    finding: Finding,
    city_year: CityYear,
    cell: PrintedCell,
    cells: Sequence[PrintedCell],
    rows: Sequence[InventoryRow],
    words: Words,
) -> Finding:
    """Waste and land use have totals but no energy carrier, so no row: what is printed for them belongs to the sum."""
    printed = [
        it
        for it in cells
        if it.sector and not it.carrier and it.measure == cell.measure and not rows_of_sector(it.sector, rows, words)
    ]
    if not printed:
        return finding
    names = ", ".join(sorted({it.sector for it in printed}))
    alike = one_per_sector([it for it in printed if it.scopes == cell.scopes], cell.origin, words)
    if alike:
        terms = [*_terms(city_year, cell, rows), *(it.term(city_year) for it in alike)]
        more = compare(finding.check, finding.place, cell.term(city_year), terms, finding.unit)
        if more.verdict == "match":
            return more.noted(
                Text(
                    f"mit den gedruckten Summen ohne Zeilen: {names}", f"with printed totals that have no rows: {names}"
                )
            )
    return finding.noted(Text(f"Sektoren ohne Zeilen: {names}", f"sectors without rows: {names}"))


def _within(row: InventoryRow, cell: PrintedCell) -> Figure | None:
    """The row's figure if its scope lies within the cell's; no figure if that is open; None if it lies outside."""
    figure = row.emissions if cell.measure == "emissions" else row.energy
    if not cell.scopes or (row.scopes and row.scopes <= cell.scopes):
        return figure
    if row.scopes and not row.scopes & cell.scopes:
        return None
    if figure.value is None:
        return figure
    return Figure.missing("Scope offen", "scope open")
