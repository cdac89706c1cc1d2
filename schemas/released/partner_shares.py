"""One row per partner municipality and key: its share of the partnership as we compute it, beside the printed one."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule

KEYS = ("population", "land", "forest", "agriculture", "settlement", "traffic")
UNITS = ("1", "ha")


class PartnerShares(pa.DataFrameModel):
    """One row per key and municipality; the shares of one key sum to 1. Values are persons (2021) or hectares."""

    period: str = fields.period()
    key: str = fields.category("Schlüssel", "Key", KEYS, privacy="public")
    municipality_code: str = fields.municipality_code()
    municipality_name: str = fields.municipality_name()
    value: float = fields.figure("Wert der Gemeinde", "Value of the municipality", ge=0)
    unit: str = fields.category("Einheit", "Unit", UNITS, privacy="public")
    key_year: int = fields.year(
        nullable=True, metadata={"title_de": "Jahr des Schlüssels", "title_en": "Year of the key"}
    )
    partnership_value: float = fields.field(
        "Wert der Partnerschaft", "Value of the partnership", privacy="measure", ge=0, nullable=True
    )
    share: float = fields.share("Anteil", "Share", nullable=True)
    share_as_printed: float = fields.share("Anteil, gedruckt", "Share, as printed", nullable=True)
    difference: float = fields.measure(
        "Abweichung vom gedruckten Anteil", "Difference from the printed share", unit="1", nullable=True
    )
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Anteile der Partnergemeinden nach allen Schlüsseln",
            "title_en": "Shares of the partner municipalities by every key",
        }
        unique = ["key", "municipality_code"]

    @rule(de="Eine Gemeinde hat nicht mehr als alle zusammen.")
    def value_is_not_above_the_partnership(cls) -> pl.Expr:
        "A municipality has no more than all of them together."
        return pl.col("value") <= pl.col("partnership_value")
