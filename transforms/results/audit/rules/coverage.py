"""Which sectors and scopes are absent: a sector without a figure is not a sector without emissions."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.results.audit.columns import GAP_FIGURES
from transforms.results.audit.figure import Figure
from transforms.results.audit.finding import Finding
from transforms.results.audit.tables import CityYear, Words
from transforms.results.audit.text import Text
from transforms.results.names.is_total import is_total
from transforms.results.names.scope import scopes

_SCOPES = (1, 2, 3)


def sector_coverage(city_year: CityYear, words: Words) -> Iterator[Finding]:
    """One finding per expected or printed sector: `not covered` where a table lacks it or has no figure for it."""
    check = "sector_is_covered"
    tables: dict[str, dict[str, bool]] = {}
    names: dict[str, str] = {}
    for table, sector, figures in _sectors(city_year):
        if is_total(sector) or not sector:
            continue
        key = words.whole(sector)
        # Named as a table prints the whole of it, if any does.
        shown = sector if words.sectors.same(sector) == key else key
        names[key] = min(names.get(key, shown), shown)
        has_figure = any(figure.value is not None for figure in figures)
        tables.setdefault(table, {})[key] = tables.setdefault(table, {}).get(key, False) or has_figure
    for key in sorted({*names, *words.expected}):
        place = city_year.place.at(sector=names.get(key, key))
        absent = sorted(table for table, found in tables.items() if key not in found)
        empty = sorted(table for table, found in tables.items() if found.get(key) is False)
        if not tables:
            continue
        notes = []
        if len(absent) == len(tables):
            notes.append(Text("in keiner Tabelle", "in none of the tables"))
        elif absent:
            notes.append(Text(f"fehlt in: {', '.join(absent)}", f"absent in: {', '.join(absent)}"))
        if empty:
            notes.append(Text(f"ohne Zahl in: {', '.join(empty)}", f"without a figure in: {', '.join(empty)}"))
        yield Finding(check, place, "not covered" if notes else "match", note=Text.join(notes))


def scope_coverage(city_year: CityYear, _words: Words) -> Iterator[Finding]:
    """One finding per scope 1, 2, 3: `not covered` where neither a row nor a total with a figure names it."""
    named: dict[int, bool] = {}
    labelled = [(row.scopes, row.emissions) for row in city_year.inventory]
    labelled += [
        # A scope may stand where other tables print the sector.
        (scopes(it.scope) or (scopes(it.sector) if "scope" in it.sector.casefold() else None), it.value)
        for it in city_year.totals
    ]
    for found, figure in labelled:
        for scope in found or ():
            named[scope] = named.get(scope, False) or figure.value is not None
    if not named:
        return
    for scope in _SCOPES:
        note = Text()
        if scope not in named:
            note = Text("in keiner Zeile", "in no row")
        elif not named[scope]:
            note = Text("nur Zeilen ohne Zahl", "only rows without a figure")
        place = city_year.place.at(scope=str(scope))
        yield Finding("scope_is_covered", place, "not covered" if note.en else "match", note=note)


def _sectors(city_year: CityYear) -> Iterator[tuple[str, str, tuple[Figure, ...]]]:
    for row in city_year.inventory:
        yield "inventory", row.sector, (row.emissions,)
    for gap in city_year.gap:
        yield "gap", gap.sector, tuple(gap.figures[column] for column in GAP_FIGURES)
    for it in city_year.totals:
        if scopes(it.sector) is None:
            yield "totals", it.sector, (it.value,)
