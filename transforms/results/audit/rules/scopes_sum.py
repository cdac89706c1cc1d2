"""The printed scope totals add up to the printed total of several or all scopes, and within a sector to its total."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from transforms.results.audit.compare import compare, open_sum
from transforms.results.audit.finding import Finding
from transforms.results.audit.printed_cells import UNITS, PrintedCell, printed_cells
from transforms.results.audit.single_rows import single_rows
from transforms.results.audit.tables import CityYear, Words
from transforms.results.audit.text import Text


def scopes_sum(kind: str) -> Callable[[CityYear, Words], Iterator[Finding]]:
    """The rule for `total` or `sector`; its key is `scopes_sum_to_<kind>`."""

    def find(city_year: CityYear, words: Words) -> Iterator[Finding]:
        cells, _ = printed_cells(city_year, words)
        for cell in cells:
            if cell.carrier or len(cell.scopes) == 1 or bool(cell.sector) != (kind == "sector"):
                continue
            parts = _each_scope_once(cell, cells, words)
            if parts:
                named = {scope for it in cells for scope in it.scopes}
                named |= {scope for row in single_rows(city_year, words) for scope in row.scopes or ()}
                absent = _absent(cell.scopes & named or named, parts)
                yield _sum(f"scopes_sum_to_{kind}", city_year, cell, parts, absent)

    return find


def _each_scope_once(cell: PrintedCell, cells: list[PrintedCell], words: Words) -> list[PrintedCell]:
    """Scopes that do not overlap, single ones before printed sums of scopes, the total's own table first."""
    candidates = [
        it
        for it in cells
        if it.scopes
        and (not cell.scopes or it.scopes < cell.scopes)
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


def _absent(named: Iterable[int], parts: Sequence[PrintedCell]) -> list[str]:
    """Scopes that are named elsewhere and have no printed figure here: they leave the sum open."""
    there = {scope for it in parts for scope in it.scopes}
    return [str(scope) for scope in sorted({*named} - there)]


def _sum(
    check: str, city_year: CityYear, cell: PrintedCell, parts: Sequence[PrintedCell], absent: Sequence[str]
) -> Finding:
    place, unit, printed = cell.place(city_year), UNITS[cell.measure], cell.term(city_year)
    finding = compare(check, place, printed, [it.term(city_year) for it in parts], unit)
    if finding.verdict == "mismatch" and absent:
        names = ", ".join(absent)
        return open_sum(finding, Text(f"ohne gedruckten Scope {names}", f"scope {names} is not printed"))
    within = [it for it in parts if it.scopes <= {1, 2}]
    if finding.verdict != "mismatch" or not within or len(within) == len(parts):
        return finding
    # A BASIC inventory (GPC 2014) prints scope 3 beside a total of scopes 1 and 2.
    without_3 = compare(check, place, printed, [it.term(city_year) for it in within], unit)
    if without_3.verdict != "match":
        return finding
    return without_3.noted(Text("die Summe umfasst Scope 1 und 2, nicht 3", "the total holds scopes 1 and 2, not 3"))
