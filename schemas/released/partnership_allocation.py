"""One row per key and partner municipality: its share and what of one amount would fall to it by this key."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

KEYS = ("population", "area", "forest", "agriculture", "emissions")


class PartnershipAllocation(pa.DataFrameModel):
    """Billionths of one key sum to 1,000,000,000, allocated tonnes to the amount; the partners choose the key."""

    period: str = fields.period()
    key: str = fields.category("Schlüssel", "Key", KEYS, privacy="public")
    municipality_code: str = fields.municipality_code()
    municipality_name: str = fields.municipality_name()
    key_value: float = fields.figure("Wert der Gemeinde", "Value of the municipality")
    key_unit: str = fields.field("Einheit des Schlüssels", "Unit of the key")
    key_year: int = fields.year(nullable=True, metadata={"title_de": "Jahr des Schlüssels", "title_en": "Key's year"})
    share: float = fields.share("Anteil", "Share", nullable=True)
    share_billionths: int = fields.count("Anteil in Milliardsteln", "Share in billionths", nullable=True)
    amount_t_co2e: float = fields.emissions_t_co2e(
        metadata={"title_de": "Zu verteilende Menge", "title_en": "Amount to allocate"}
    )
    allocated_t_co2e: float = fields.emissions_t_co2e(
        nullable=True, metadata={"title_de": "Zugeteilte Menge", "title_en": "Allocated amount"}
    )
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Verteilung einer Menge auf die Partner nach allen Schlüsseln",
            "title_en": "Allocation of one amount to the partners by every key",
        }
        unique = ["key", "municipality_code"]
