"""One row per city and indicator of its Local Green Deals, with what cannot be compared marked as such."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

UNITS = ("1", "kWh", "t CO2e")


class DealComparison(pa.DataFrameModel):
    """One figure of one city in `unit`: of `deal_count` deals, of which `missing_count` do not state it."""

    period: str = fields.period()
    city: str = fields.municipality_name(metadata={"title_de": "Stadt", "title_en": "City"})
    country: str = fields.field("Land (ISO 3166-1)", "Country (ISO 3166-1)")
    indicator: str = fields.category("Kennzahl", "Indicator", privacy="public")
    value: float = fields.figure("Wert", "Value")
    unit: str = fields.category("Einheit", "Unit", UNITS, privacy="public")
    deal_count: int = fields.count("Deals", "Deals")
    missing_count: int = fields.count("Deals ohne Angabe", "Deals that do not state it")
    factor_sets: str = fields.field("Faktorensätze", "Factor sets", nullable=True)
    factor_bases: str = fields.field("Grundlagen der Faktoren", "Bases of the factors", nullable=True)
    factor_years: str = fields.field("Jahre der Faktoren", "Years of the factors", nullable=True)
    is_comparable: bool = fields.flag("unter den Städten vergleichbar", "Comparable between cities", privacy="public")
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Local Green Deals der Städte nebeneinander",
            "title_en": "Local Green Deals of the cities side by side",
        }
        unique = ["city", "country", "indicator"]
