"""The printed sector totals add up to the printed total, and by scope to each printed scope total."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from transforms.results.audit.compare import compare
from transforms.results.audit.finding import Finding
from transforms.results.audit.printed_cells import UNITS, PrintedCell, printed_cells
from transforms.results.audit.tables import CityYear, Words


def sectors_sum(kind: str) -> Callable[[CityYear, Words], Iterator[Finding]]:
    """The rule for `total` or `scope`; its key is `sectors_sum_to_<kind>`."""

    def find(city_year: CityYear, words: Words) -> Iterator[Finding]:
        cells, _ = printed_cells(city_year, words)
        for cell in cells:
            if cell.sector or cell.carrier or bool(cell.scopes) != (kind == "scope"):
                continue
            sectors = one_per_sector(
                [it for it in cells if it.sector and it.scopes == cell.scopes and it.measure == cell.measure],
                cell.origin,
                words,
            )
            if sectors:
                yield _sum(f"sectors_sum_to_{kind}", city_year, cell, sectors, words)

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


def _sum(check: str, city_year: CityYear, cell: PrintedCell, sectors: list[PrintedCell], words: Words) -> Finding:
    wholes = [it for it in sectors if not any(words.is_part(it.sector, other.sector) for other in sectors)]
    place, unit, printed = cell.place(city_year), UNITS[cell.measure], cell.term(city_year)
    finding = compare(check, place, printed, [it.term(city_year) for it in wholes], unit)
    if finding.verdict == "match" or len(wholes) == len(sectors):
        return finding
    # A table may print `Residential` beside `Buildings` as its part, or as a sector of its own.
    beside = compare(check, place, printed, [it.term(city_year) for it in sectors], unit)
    return beside if beside.verdict == "match" else finding
