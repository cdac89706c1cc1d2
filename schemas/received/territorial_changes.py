"""One row per municipality key that ceased and key that followed it, with the share of inhabitants that went there."""

from __future__ import annotations

from datetime import date

import pandera.polars as pa

from schemas import fields


class TerritorialChanges(pa.DataFrameModel):
    """A merger has one row per old key with the share 1; a split has several whose shares sum to 1."""

    old_code: str = fields.municipality_code(metadata={"title_de": "Alter Schlüssel", "title_en": "Old key"})
    new_code: str = fields.municipality_code(metadata={"title_de": "Neuer Schlüssel", "title_en": "New key"})
    date: date = fields.date("Wirksam ab", "In force from", privacy="public")
    share: float = fields.share("Anteil der Bevölkerung", "Share of inhabitants")

    class Config:
        """Rules about several rows."""

        unique = ["old_code", "new_code", "date"]
