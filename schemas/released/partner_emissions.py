"""One row per partner municipality and sector: its emissions as a share of the country's, by one method for all."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

DRIVERS = ("dwelling area", "inhabitants", "farmland", "land by class")


class PartnerEmissions(pa.DataFrameModel):
    """An estimate: what the partner would emit if it were as the country is on average per unit of the driver."""

    period: str = fields.period()
    municipality_code: str = fields.municipality_code()
    year: int = fields.year()
    sector: str = fields.sector()
    emissions_t_co2e: float = fields.emissions_t_co2e(nullable=True)
    national_t_co2e: float = fields.emissions_t_co2e(
        nullable=True, metadata={"title_de": "Emissionen des Landes", "title_en": "Emissions of the country"}
    )
    driver: str = fields.category("Bezugsgröße", "Driver", DRIVERS, privacy="public")
    driver_value: float = fields.figure("Bezugsgröße hier", "Driver here")
    driver_national: float = fields.figure("Bezugsgröße des Landes", "Driver of the country")
    method: str = fields.field("Verfahren", "Method")
    factor_set: str = fields.field("Faktorensatz", "Factor set")
    source: str = fields.field("Quelle", "Source")
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Emissionen der Partner, aus denen des Landes geschätzt",
            "title_en": "Emissions of the partners, estimated from the country's",
        }
        unique = ["municipality_code", "sector"]
