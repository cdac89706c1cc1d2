"""The printed scope totals add up to the printed total, and within a sector to the printed sector total."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from transforms.results.audit.compare import compare
from transforms.results.audit.finding import Finding
from transforms.results.audit.printed_cells import UNITS, PrintedCell, printed_cells
from transforms.results.audit.tables import CityYear, Words
from transforms.results.audit.text import Text


def scopes_sum(kind: str) -> Callable[[CityYear, Words], Iterator[Finding]]:
    """The rule for `total` or `sector`; its key is `scopes_sum_to_<kind>`."""

    def find(city_year: CityYear, words: Words) -> Iterator[Finding]:
        cells, _ = printed_cells(city_year, words)
        for cell in cells:
            if cell.carrier or cell.scopes or bool(cell.sector) != (kind == "sector"):
                continue
            parts = _each_scope_once(cell, cells, words)
            if parts:
                yield _sum(f"scopes_sum_to_{kind}", city_year, cell, parts)

    return find


def _each_scope_once(cell: PrintedCell, cells: list[PrintedCell], words: Words) -> list[PrintedCell]:
    """Scopes that do not overlap, single ones before printed sums of scopes, the total's own table first."""
    candidates = [
        it
        for it in cells
        if it.scopes
        and not it.carrier
        and it.measure == cell.measure
        and bool(it.sector) == bool(cell.sector)
        and (not cell.sector or words.is_same_sector(it.sector, cell.sector))
    ]
    chosen: list[PrintedCell] = []
    for it in sorted(candidates, key=lambda one: (len(one.scopes), one.origin != cell.origin, sorted(one.scopes))):
        if not any(it.scopes & other.scopes for other in chosen):
            chosen.append(it)
    return chosen


def _sum(check: str, city_year: CityYear, cell: PrintedCell, parts: list[PrintedCell]) -> Finding:
    place, unit, printed = cell.place(city_year), UNITS[cell.measure], cell.term(city_year)
    finding = compare(check, place, printed, [it.term(city_year) for it in parts], unit)
    within = [it for it in parts if it.scopes <= {1, 2}]
    if finding.verdict == "match" or not within or len(within) == len(parts):
        return finding
    # A BASIC inventory (GPC 2014) prints scope 3 beside a total of scopes 1 and 2.
    without_3 = compare(check, place, printed, [it.term(city_year) for it in within], unit)
    if without_3.verdict != "match":
        return finding
    return without_3.noted(Text("die Summe umfasst Scope 1 und 2, nicht 3", "the total holds scopes 1 and 2, not 3"))
