"""One row per partner municipality and sector: its emissions in the base year, and a total per partner."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class PartnershipStatusQuo(pa.DataFrameModel):
    """Agriculture and land use are sectors like any other; `total` is missing where one sector is."""

    period: str = fields.period()
    base_year: int = fields.year(nullable=True, metadata={"title_de": "Basisjahr", "title_en": "Base year"})
    municipality_code: str = fields.municipality_code()
    municipality_name: str = fields.municipality_name()
    sector: str = fields.sector()
    emissions_t_co2e: float = fields.emissions_t_co2e(nullable=True)
    sectors_missing: int = fields.count("Fehlende Sektoren", "Missing sectors")
    source: str = fields.field("Quelle", "Source", nullable=True)
    status: str = fields.status("published", "computed", "missing")

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Status quo der Partner nach Sektoren",
            "title_en": "Status quo of the partners by sector",
        }
        unique = ["municipality_code", "sector"]
