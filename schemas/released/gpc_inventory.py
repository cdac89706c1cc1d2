"""One row per municipality, year and GPC reference number, and the BASIC total."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.balance_view import BalanceView


class GpcInventory(BalanceView):
    """Scope, energy (MWh), emissions (t CO2e); a number without rows has a notation key, never a zero."""

    reference: str = fields.field("GPC-Nummer", "GPC reference number")
    title_de: str = fields.field("Bezeichnung", "Title in German")
    title_en: str = fields.field("Bezeichnung auf Englisch", "Title")
    scope: int = fields.field("Scope", "Scope", nullable=True, isin=[1, 2, 3])
    is_basic: bool = fields.flag("Teil von BASIC", "Part of BASIC", privacy="public")
    row_count: int = fields.count("Zeilen der Bilanz", "Rows of the balance")
    energy_mwh: float = fields.measure("Energie", "Energy", unit="MWh", ge=0, nullable=True)
    emissions_t_co2e: float = fields.measure("Emissionen", "Emissions", unit="t CO2e", nullable=True)
    notation_key: str = fields.category("Zeichen", "Notation key", ("NE", "IE"), privacy="public", nullable=True)
    factor_basis: str = fields.field("Grundlage der Faktoren", "Basis of the factors", nullable=True)
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Bilanz nach GPC",
            "title_en": "Balance by the GPC",
        }
        unique = ["municipality_code", "city", "year", "reference"]
