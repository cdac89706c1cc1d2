"""One row per table A-1.1 to A-1.3, municipality, year, sector, carrier and scope."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.balance_view import BalanceView


class NetzerocitiesTables(BalanceView):
    """Energy (MWh), factors (g CO2e/kWh), emissions (t CO2e) of one balance, as an action plan prints them."""

    table: str = fields.category("Tabelle", "Table", ("A-1.1", "A-1.2", "A-1.3"), privacy="public")
    sector: str = fields.sector()
    carrier: str = fields.carrier()
    scope: int = fields.field("Scope", "Scope", isin=[1, 2, 3])
    value: float = fields.figure("Wert", "Value")
    unit: str = fields.category("Einheit", "Unit", ("MWh", "g CO2e/kWh", "t CO2e"), privacy="public")
    row_count: int = fields.count("Zeilen der Bilanz", "Rows of the balance")
    factor_basis: str = fields.field("Grundlage der Faktoren", "Basis of the factors", nullable=True)
    factor_source: str = fields.field("Quelle des Faktors", "Source of the factor", nullable=True)
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Tabellen A-1 nach NetZeroCities",
            "title_en": "Tables A-1 of NetZeroCities",
        }
        unique = ["municipality_code", "city", "year", "table", "sector", "carrier", "scope"]
