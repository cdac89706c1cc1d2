"""One row per municipality, year, sector and carrier of the Covenant of Mayors template."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.balance_view import BalanceView


class CovenantInventory(BalanceView):
    """Baseline (BEI) or monitoring (MEI) emission inventory: energy (MWh) and emissions (t CO2e)."""

    inventory: str = fields.category("Inventar", "Inventory", ("BEI", "MEI"), privacy="public")
    covenant_sector: str = fields.field("Sektor der Vorlage", "Sector of the template")
    covenant_carrier: str = fields.field("Energieträger der Vorlage", "Carrier of the template")
    our_sectors: str = fields.field("Sektoren der Bilanz", "Sectors of the balance")
    our_carriers: str = fields.field("Energieträger der Bilanz", "Carriers of the balance")
    row_count: int = fields.count("Zeilen der Bilanz", "Rows of the balance")
    energy_mwh: float = fields.measure("Energie", "Energy", unit="MWh", ge=0, nullable=True)
    emissions_t_co2e: float = fields.measure("Emissionen", "Emissions", unit="t CO2e", nullable=True)
    factor_basis: str = fields.field("Grundlage der Faktoren", "Basis of the factors", nullable=True)
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Basis-/Monitoring-Inventar des Konvents der Bürgermeister",
            "title_en": "Baseline/monitoring inventory of the Covenant of Mayors",
        }
        unique = ["municipality_code", "city", "year", "covenant_sector", "covenant_carrier"]
