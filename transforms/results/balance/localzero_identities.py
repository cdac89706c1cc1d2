"""The sums that LocalZero prints in its balances, held against their parts: facilities, carriers, sectors."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import fsum
from typing import Any

import polars as pl

from transforms.results.exact.exactly import exactly, sum_of_stated
from transforms.results.findings.findings_frame import findings_frame
from transforms.results.findings.line import Line, line

_TOTALS = frozenset(
    (
        "total",
        "total_supply",
        "total_production",
        "communal_facilities",
        "sector_without_communal_facilities",
        "(sector)",
    )
)
_PRODUCTION = frozenset(("miner", "chemistry", "metal", "other"))
"""Branches of industry whose processes emit; industry's other rows are carriers of energy."""
_WITH_FACILITIES = ("priv_residences", "business")
_RELATIVE, _ABSOLUTE = Decimal("1e-9"), Decimal("1e-6")
_OWN: dict[str, type] = {"municipality_code": str, "year": int, "file": str, "sector": str, "column": str}
_COLUMNS = {
    "energy_mwh": "MWh",
    "emissions_combustion_t_co2e": "t CO2e",
    "emissions_process_t_co2e": "t CO2e",
    "emissions_t_co2e": "t CO2e",
}
_NOTES = {
    "carriers sum to the sector": "Energieträger ergeben den Sektor",
    "municipal facilities and the rest are the sector": "kommunale Einrichtungen und der Rest ergeben den Sektor",
    "municipal facilities are those of both sectors": "kommunale Einrichtungen sind die beider Sektoren",
    "supply and production are industry": "Energie und Prozesse ergeben die Industrie",
    "sectors sum to the whole": "Sektoren ergeben das Ganze",
    "combustion and processes are the row": "Verbrennung und Prozesse ergeben die Zeile",
}
Rows = dict[tuple[str, str], dict[str, Any]]


def localzero_identities(localzero_balance: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per file, identity and column: printed sum, sum of its parts, difference, verdict.

    A sum of nothing is `not checked`, never zero. A row that states only process emissions (agriculture, land use)
    counts with these in the whole. A single row whose two kinds of emissions are not its sum has a line of its own, one
    whose are has none. Tolerance: a billionth of the printed sum, at least 1e-6.
    """
    found: list[Line] = []
    table = localzero_balance.collect()
    for (file, year, code), part in table.group_by("file", "year", "municipality_code", maintain_order=True):
        rows: Rows = {(row["sector"], row["carrier"]): row for row in part.iter_rows(named=True)}
        for column, unit in _COLUMNS.items():
            for check, sector, printed, parts in _identities(rows, column):
                of = _judged(check, sector, unit, exactly(printed), [exactly(part) for part in parts])
                found.append({**of, "municipality_code": code, "year": year, "file": file, "column": column})
        for of in _rows_that_do_not_add_up(rows):
            found.append({**of, "municipality_code": code, "year": year, "file": file, "column": "emissions_t_co2e"})
    return findings_frame(found, period, _OWN).sort("file", "year", "check", "subject", "column")


def _identities(rows: Rows, column: str) -> list[tuple[str, str, float | None, list[float | None]]]:
    """Every identity of one file and column: its name, its sector, the printed sum, the parts."""
    sectors = sorted({sector for sector, carrier in rows if carrier == "total"})
    made: list[tuple[str, str, float | None, list[float | None]]] = []
    for sector in sectors:
        carriers = sorted(carrier for name, carrier in rows if name == sector and carrier not in _TOTALS)
        values = [_counted(rows[sector, carrier], column) for carrier in carriers]
        made.append(("carriers sum to the sector", sector, _counted(rows[sector, "total"], column), values))
    for sector in _WITH_FACILITIES:
        parts = [rows.get((sector, name)) for name in ("communal_facilities", "sector_without_communal_facilities")]
        if None not in parts and (sector, "total") in rows:
            values = [row[column] for row in parts if row is not None]
            made.append(
                ("municipal facilities and the rest are the sector", sector, rows[sector, "total"][column], values)
            )
    both = [rows.get((sector, "communal_facilities")) for sector in _WITH_FACILITIES]
    if ("communal_facilities", "(sector)") in rows and None not in both:
        values = [row[column] for row in both if row is not None]
        printed = rows["communal_facilities", "(sector)"][column]
        made.append(("municipal facilities are those of both sectors", "communal_facilities", printed, values))
    halves = [rows.get(("industry", name)) for name in ("total_supply", "total_production")]
    if ("industry", "total") in rows and None not in halves:
        values = [row[column] for row in halves if row is not None]
        made.append(("supply and production are industry", "industry", rows["industry", "total"][column], values))
        carriers = sorted(carrier for name, carrier in rows if name == "industry" and carrier not in _TOTALS)
        for half, is_half in (("total_supply", False), ("total_production", True)):
            values = [rows["industry", name][column] for name in carriers if (name in _PRODUCTION) is is_half]
            made.append(("carriers sum to the sector", f"industry: {half}", rows["industry", half][column], values))
    if ("total", "(sector)") in rows:
        values = [_counted(rows[sector, "total"], column) for sector in sectors]
        made.append(("sectors sum to the whole", "total", rows["total", "(sector)"][column], values))
    return made


def _rows_that_do_not_add_up(rows: Rows) -> Iterator[Line]:
    for (sector, carrier), row in sorted(rows.items()):
        printed, *parts = (exactly(row[name]) for name in reversed(list(_COLUMNS)) if name != "energy_mwh")
        of = _judged("combustion and processes are the row", f"{sector}: {carrier}", "t CO2e", printed, parts)
        if None not in parts and of["verdict"] == "mismatch":
            yield of


def _counted(row: dict[str, Any], column: str) -> float | None:
    """The figure of a row; a row without a sum of emissions counts with the part that it states."""
    value: float | None = row[column]
    if value is None and column == "emissions_t_co2e":
        parts = [row[name] for name in ("emissions_combustion_t_co2e", "emissions_process_t_co2e")]
        stated = [part for part in parts if part is not None]
        return fsum(stated) if stated else None
    return value


def _judged(check: str, sector: str, unit: str, printed: Decimal | None, parts: list[Decimal | None]) -> Line:
    found, missing = sum_of_stated(parts), parts.count(None)
    note = (
        f"{_NOTES[check]}; {len(parts) - missing} Teile, {missing} ohne Angabe",
        f"{check}; {len(parts) - missing} parts, {missing} without a figure",
    )
    if printed is None or found is None:
        return line(check, sector, "not checked", note, printed=printed, recomputed=found, unit=unit, tolerance=None,
                    sector=sector.split(":")[0])  # fmt: skip
    tolerance = max(_ABSOLUTE, abs(printed) * _RELATIVE)
    verdict = "match" if abs(found - printed) <= tolerance else "mismatch"
    return line(check, sector, verdict, note, printed=printed, recomputed=found, unit=unit, tolerance=tolerance,
                sector=sector.split(":")[0])  # fmt: skip
