"""One row per municipality, year, sector, carrier and scope: energy as reported and as the convention counts it."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.balance_key import BalanceKey


class BiskoInventory(BalanceKey):
    """Counted = reported + moved to heat pumps + subtracted as municipal facilities (MWh)."""

    is_counted: bool = fields.flag("in der Bilanz gezählt", "Counted in the balance", privacy="public")
    is_known: bool = fields.flag("bekannter Energieträger", "Known carrier", privacy="public")
    row_count: int = fields.count("Zeilen des Inventars", "Rows of the inventory")
    energy_reported_mwh: float = fields.measure(
        "Energie, berichtet", "Energy, reported", unit="MWh", ge=0, nullable=True
    )
    heat_pump_mwh: float = fields.measure(
        "Strom der Wärmepumpen, abgezogen", "Electricity of heat pumps, taken out", unit="MWh", nullable=True
    )
    municipal_mwh: float = fields.measure(
        "kommunale Einrichtungen, abgezogen", "Municipal facilities, taken out", unit="MWh", nullable=True
    )
    energy_mwh: float = fields.measure("Energie, gezählt", "Energy, counted", unit="MWh", ge=0, nullable=True)
    emissions_published_t_co2e: float = fields.measure(
        "Emissionen, veröffentlicht", "Emissions, published", unit="t CO2e", nullable=True
    )
    data_quality_score: float = fields.share("Datengüte", "Data quality", nullable=True)
    rated_share: float = fields.share("Anteil mit Datengüte", "Share that is rated", nullable=True)
    energy_uncertainty_percent: float = fields.measure(
        "Unsicherheit der Energie", "Uncertainty of the energy", unit="%", ge=0, nullable=True
    )
    factor_uncertainty_percent: float = fields.measure(
        "Unsicherheit des Faktors", "Uncertainty of the factor", unit="%", ge=0, nullable=True
    )
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Inventar nach BISKO",
            "title_en": "Inventory by the BISKO convention",
        }
        unique = ["municipality_code", "city", "year", "sector", "carrier", "scope"]
