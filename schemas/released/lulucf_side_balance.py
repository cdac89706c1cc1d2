"""One row per municipality, method, land class and category, and one total per method: what land emits or binds."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class LulucfSideBalance(pa.DataFrameModel):
    """Area (ha) x factor (t CO2e/ha); beside a BISKO balance, never in it (`is_in_bisko` is false in every row)."""

    period: str = fields.period()
    municipality_code: str = fields.municipality_code()
    method: str = fields.field("Verfahren", "Method")
    land_class: str = fields.field("Landklasse", "Land class")
    category: str = fields.field("Kategorie des Inventarberichts", "Category of the inventory report")
    area_ha: float = fields.area_ha(nullable=True)
    factor_t_co2e_per_ha: float = fields.field("Faktor (t CO2e/ha)", "Factor (t CO2e/ha)", nullable=True)
    factor_edition: str = fields.field("Ausgabe des Faktors", "Edition of the factor", nullable=True)
    factor_source: str = fields.field("Quelle des Faktors", "Source of the factor", nullable=True)
    emissions_t_co2e: float = fields.measure(
        "Emissionen (negativ: gebunden)", "Emissions (negative: bound)", unit="t CO2e", nullable=True
    )
    rows_missing: int = fields.count("Fehlende Zeilen", "Missing rows")
    is_in_bisko: bool = fields.flag(
        "Teil der BISKO-Bilanz", "Part of the BISKO balance", privacy="public", isin=[False]
    )
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Nebenbilanz Landnutzung (LULUCF)",
            "title_en": "Side balance of land use (LULUCF)",
        }
        unique = ["municipality_code", "method", "land_class", "category"]
