"""One row per printed total of a greenhouse-gas inventory: of a sector, a scope, or everything."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class CccPublishedTotals(pa.DataFrameModel):
    """One total as printed, with the labels that its table gives it (t CO2e)."""

    municipality_code: str = fields.municipality_code(nullable=True)
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year()
    published_table: str = fields.field("Tabelle der Quelle", "Table of the source", nullable=True)
    kind: str = fields.field("Art der Summe", "Kind of total", nullable=True)
    sector: str = fields.sector(nullable=True)
    scope: str = fields.field("Scope, wie gedruckt", "Scope, as printed", nullable=True)
    emissions_published_t_co2e: float = fields.measure(
        "Emissionen, veröffentlicht", "Emissions, published", unit="t CO2e", nullable=True
    )
