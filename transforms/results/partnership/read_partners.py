"""The partners of a climate partnership and what each of them emits, as plain rows with exact figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from transforms.results.exact.exactly import exactly
from transforms.results.names.is_total import is_total

POPULATION_YEAR = 2021
"""The year of `population_2021` in the base data."""


@dataclass(frozen=True)
class PartnerEmissions:
    """Emissions of one base year by municipality and sector (t CO2e); None where a row states no figure."""

    base_year: int | None
    by_key: dict[tuple[str, str], Decimal | None]
    sources: dict[tuple[str, str], str | None]
    printed_totals: dict[str, Decimal] = field(default_factory=dict)
    """Sums that the table prints itself, by municipality: held against the sectors, never added to them."""

    @property
    def sectors(self) -> list[str]:
        """Every sector that any partner states."""
        return sorted({sector for _, sector in self.by_key})

    def total(self, code: str) -> Decimal | None:
        """Sum over the sectors; None where one that another partner states is missing, or all are."""
        values = [self.by_key.get((code, sector)) for sector in self.sectors]
        stated = [value for value in values if value is not None]
        return sum(stated, Decimal(0)) if stated and len(stated) == len(values) else None

    def missing(self, code: str) -> int:
        """How many sectors that some partner states have no figure here."""
        return sum(self.by_key.get((code, sector)) is None for sector in self.sectors)


def read_rows(frame: pl.LazyFrame | None) -> list[dict[str, Any]]:
    """The rows of a small table in a fixed order; none where there is no table."""
    if frame is None:
        return []
    return frame.collect().sort(pl.all(), nulls_last=True).to_dicts()


def read_partners(municipality_base: pl.LazyFrame) -> dict[str, dict[str, Any]]:
    """Base data by municipality code, in the order of codes."""
    return {row["municipality_code"]: row for row in municipality_base.sort("municipality_code").collect().to_dicts()}


def read_emissions(partner_emissions: pl.LazyFrame | None, base_year: int | None) -> PartnerEmissions:
    """Emissions of `base_year`, or of the latest year that the table states; years are never mixed.

    Several rows of one municipality and sector are added; one without a figure leaves the sum missing. A row that is a
    sum of others (Total, Gesamt, a subtotal) is no sector, save in a table that states nothing else.
    """
    rows = read_rows(partner_emissions)
    years = {row["year"] for row in rows}
    year = base_year if base_year is not None else max(years, default=None)
    values: dict[tuple[str, str], list[Decimal | None]] = {}
    sources: dict[tuple[str, str], set[str]] = {}
    printed: dict[str, Decimal] = {}
    has_sectors = any(row["year"] == year and not is_total(row["sector"]) for row in rows)
    for row in rows:
        if row["year"] == year and has_sectors and (kind := is_total(row["sector"])):
            figure = exactly(row.get("emissions_t_co2e"))
            if kind == "total" and figure is not None:
                printed[row["municipality_code"]] = figure
        elif row["year"] == year:
            key = (row["municipality_code"], row["sector"])
            values.setdefault(key, []).append(exactly(row.get("emissions_t_co2e")))
            sources.setdefault(key, set()).update([row["source"]] if row.get("source") else [])
    return PartnerEmissions(
        year,
        {
            key: None if None in parts else sum((it for it in parts if it is not None), Decimal(0))
            for key, parts in values.items()
        },
        {key: "; ".join(sorted(names)) or None for key, names in sources.items()},
        printed,
    )
