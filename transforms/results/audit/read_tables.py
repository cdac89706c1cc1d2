"""Frames of published tables as what is printed for each city and base year. Reads text and typed frames alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from schemas.header_unit import header_unit
from schemas.match_columns import Wanted, match_columns
from schemas.units import convert, known_units
from transforms.results.audit.columns import GAP_FIGURES, NAMES, NEEDED, UNITS
from transforms.results.audit.figure import Figure
from transforms.results.audit.finding import Place
from transforms.results.audit.notation import Notation
from transforms.results.audit.tables import CityYear, GapRow, InventoryRow, TotalRow
from transforms.results.names.plain import plain
from transforms.results.names.scope import scopes

_FIGURES = {"inventory": ("energy", "emissions", "factor"), "gap": GAP_FIGURES, "totals": ("value",)}
_Row = dict[str, Any]


@dataclass(frozen=True)
class _Table:
    rows: list[_Row]
    missing_columns: frozenset[str]


def read_tables(given: Mapping[str, pl.LazyFrame], decimal: str | None = None) -> list[CityYear]:
    """One entry per city and base year of any table, sorted. Tables without a stated year are never joined.

    `decimal` is the decimal mark of a table whose numbers do not tell it.

    Raises `audit-columns-missing`, `audit-marks-mixed` and `audit-marks-ambiguous`.
    """
    tables = {name: _read(name, frame, decimal) for name, frame in given.items()}
    groups: dict[tuple[str, str, str], dict[str, list[_Row]]] = defaultdict(lambda: defaultdict(list))
    for name, table in tables.items():
        for row in table.rows:
            year = row["base_year"]
            # A figure without a year is compared with figures of its own table only.
            groups[plain(row["city"]), year, "" if year else name][name].append(row)
    missing = frozenset(f"{name}.{column}" for name, table in tables.items() for column in table.missing_columns)
    found = []
    for (_, year, _), rows in sorted(groups.items()):
        city = min(row["city"] for table in rows.values() for row in table)
        found.append(
            CityYear(
                Place(city, year or "(base year not stated)"),
                frozenset(given),
                tuple(_inventory_row(number, row) for number, row in _numbered(rows["inventory"])),
                tuple(_gap_row(number, row) for number, row in _numbered(rows["gap"])),
                tuple(_total_row(number, row) for number, row in _numbered(rows["totals"])),
                missing,
            )
        )
    return found


def _read(table: str, frame: pl.LazyFrame, decimal: str | None) -> _Table:
    data = frame.collect()
    there = {name.strip().casefold(): name for name in data.columns}
    wanted = {ours: Wanted(theirs, UNITS.get(ours)) for ours, theirs in NAMES[table].items()}
    matches = match_columns(data.columns, wanted)
    columns = {ours: match.header for ours, match in matches.items()}
    for group in NEEDED[table]:
        if not any(column in columns for column in group):
            missing = " / ".join(NAMES[table][column][0] for column in group)
            raise StadtlandError(
                "audit-columns-missing", table=table, missing=missing, available=", ".join(data.columns) or "-"
            )
    figures = [column for column in _FIGURES[table] if column in columns]
    notation = Notation.of({columns[column]: data[columns[column]] for column in figures}, table, decimal=decimal)
    rows = []
    for record in data.iter_rows(named=True):
        row: _Row = {ours: _words(record[columns[ours]]) if ours in columns else "" for ours in NAMES[table]}
        if "city" in columns and not row["city"] and "municipality_code" in there:
            row["city"] = _words(record[there["municipality_code"]])
        for column in _FIGURES[table]:
            if column in columns:
                row[column] = notation.read(record[columns[column]])
            else:
                row[column] = Figure.missing("Spalte fehlt", "column not there")
        row["base_year"] = _year(row["base_year"])
        if any(value for name, value in row.items() if name not in _FIGURES[table]) or any(
            row[name].value is not None for name in figures
        ):
            rows.append(row)
    rows = _whole_numbers(rows, figures)
    for row in rows:
        for column in figures:
            stated = header_unit(row.get("unit", "")) or matches[column].unit
            row[column] = _converted(row[column], stated, UNITS[column])
    return _Table(rows, frozenset(_FIGURES[table]) - frozenset(figures))


def _converted(figure: Figure, stated: str | None, ours: str) -> Figure:
    """The figure in our unit: 1440 kt are 1440000 t, told to the last thousand. Totals may be of energy, too."""
    if stated is None or figure.value is None:
        return figure
    quantity = known_units()[stated]
    stated = f"{stated} CO2e" if quantity == "mass" else stated
    ours = "MWh" if quantity == "energy" else ours
    if known_units()[stated] != known_units()[ours]:
        return figure
    by = convert(stated, ours)
    factor = Decimal(by.numerator) / Decimal(by.denominator)
    return replace(figure, value=figure.value * factor, last_place=figure.last_place * factor)


def _whole_numbers(rows: list[_Row], figures: list[str]) -> list[_Row]:
    """`428698.0` in a column of whole numbers is rounded to one, not to a tenth: programs print integers so."""
    for column in figures:
        values = [row[column].value for row in rows if row[column].value is not None]
        if all(value == value.to_integral_value() for value in values):
            for row in rows:
                row[column] = replace(row[column], last_place=Decimal(1))
    return rows


def _words(cell: object) -> str:
    return "" if cell is None else re.sub(r"\s+", " ", str(cell)).strip()


def _year(text: str) -> str:
    bare = re.sub(r"\.0+$", "", text)
    return bare if re.search(r"\d", bare) else ""


def _numbered(rows: list[_Row]) -> list[tuple[int, _Row]]:
    # Sorted by what is printed: the order of rows in a file changes nothing.
    return list(enumerate(sorted(rows, key=lambda row: [str(value) for value in row.values()])))


def _inventory_row(number: int, row: _Row) -> InventoryRow:
    return InventoryRow(
        row["sector"],
        row["carrier"],
        row["scope"],
        scopes(row["scope"]),
        row["energy"],
        row["emissions"],
        row["factor"],
        row["table"],
        number,
    )


def _gap_row(number: int, row: _Row) -> GapRow:
    return GapRow(row["sector"], {column: row[column] for column in GAP_FIGURES}, number)


def _total_row(number: int, row: _Row) -> TotalRow:
    return TotalRow(row["table"], row["kind"], row["sector"], row["scope"], row["value"], number)
