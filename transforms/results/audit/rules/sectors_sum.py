"""The printed sector totals add up to the printed total, and by scope to each printed scope total.

A sector that is named elsewhere but has no printed figure here is noted; among the figures of one scope, which many
tables print for some sectors only, it leaves the sum open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from transforms.results.audit.compare import compare, open_sum
from transforms.results.audit.figure import Figure
from transforms.results.audit.finding import Finding, Term
from transforms.results.audit.printed_cells import UNITS, PrintedCell, printed_cells
from transforms.results.audit.single_rows import single_rows
from transforms.results.audit.tables import CityYear, Words
from transforms.results.audit.text import Text


def sectors_sum(kind: str) -> Callable[[CityYear, Words], Iterator[Finding]]:
    """The rule for `total` or `scope`; its key is `sectors_sum_to_<kind>`."""

    def find(city_year: CityYear, words: Words) -> Iterator[Finding]:
        cells, _ = printed_cells(city_year, words)
        for cell in cells:
            if cell.sector or cell.carrier or bool(cell.scopes) != (kind == "scope"):
                continue
            of_sectors = [it for it in cells if it.sector and not it.carrier and it.measure == cell.measure]
            sectors = one_per_sector([it for it in of_sectors if it.scopes == cell.scopes], cell.origin, words)
            if sectors:
                named = {it.sector for it in of_sectors} | {row.sector for row in single_rows(city_year, words)}
                absent = _absent(sorted(named - {""}), [it.sector for it in sectors], words)
                yield _sum(f"sectors_sum_to_{kind}", city_year, cell, sectors, absent, words)

    return find


def one_per_sector(cells: Sequence[PrintedCell], origin: str, words: Words) -> list[PrintedCell]:
    """Each sector once, where several tables print it: from the table of the total itself, else the fullest one."""
    origins = sorted(
        {cell.origin for cell in cells},
        key=lambda name: (name != origin, -sum(cell.origin == name for cell in cells), name),
    )
    chosen: list[PrintedCell] = []
    for name in origins:
        seen = [cell.sector for cell in chosen]
        chosen += [
            cell
            for cell in cells
            if cell.origin == name and not any(words.is_same_sector(cell.sector, other) for other in seen)
        ]
    return chosen


def _absent(named: Sequence[str], printed: Sequence[str], words: Words) -> list[Term]:
    """Sectors that are named elsewhere and are neither printed here, nor part of a printed one, nor made of such."""
    absent: list[str] = []
    for name in named:
        if not any(
            words.is_same_sector(name, other) or words.is_part(name, other) or words.is_part(other, name)
            for other in [*printed, *absent]
        ):
            absent.append(name)
    return [Term(name, Figure.missing("nicht gedruckt", "not printed")) for name in absent]


def _sum(
    check: str, city_year: CityYear, cell: PrintedCell, sectors: list[PrintedCell], absent: list[Term], words: Words
) -> Finding:
    wholes = [it for it in sectors if not any(words.is_part(it.sector, other.sector) for other in sectors)]
    finding = _compare(check, city_year, cell, wholes)
    if finding.verdict == "mismatch" and len(wholes) < len(sectors):
        # A table may print `Residential` beside `Buildings` as its part, or as a sector of its own.
        beside = _compare(check, city_year, cell, sectors)
        finding = beside if beside.verdict == "match" else finding
    if finding.verdict != "mismatch" or not absent:
        return finding
    names = ", ".join(term.label for term in absent)
    note = Text(f"ohne gedruckte Summe: {names}", f"without a printed total: {names}")
    return open_sum(finding, note) if cell.scopes else finding.noted(note)


def _compare(check: str, city_year: CityYear, cell: PrintedCell, sectors: Sequence[PrintedCell]) -> Finding:
    place, unit, printed = cell.place(city_year), UNITS[cell.measure], cell.term(city_year)
    return compare(check, place, printed, [it.term(city_year) for it in sectors], unit)
