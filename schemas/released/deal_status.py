"""One row per group of Local Green Deals (city, field) and status: how many there are, and how many are fulfilled."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import deal_words, fields
from schemas.rule import rule

LEVELS = ("all", "city", "field", "city and field")


class DealStatus(pa.DataFrameModel):
    """One status of one group; counts are of deals, the rate is fulfilled / ever signed."""

    period: str = fields.period()
    level: str = fields.category("Ebene", "Level", LEVELS, privacy="public")
    city: str = fields.municipality_name(nullable=True, metadata={"title_de": "Stadt", "title_en": "City"})
    field: str = fields.field("Handlungsfeld", "Field of action", nullable=True)
    deal_status: str = fields.category("Stand", "Status of the deal", deal_words.STATUSES, privacy="public")
    deal_count: int = fields.count("Deals in diesem Stand", "Deals of this status")
    group_deal_count: int = fields.count("Deals der Gruppe", "Deals of the group")
    signed_deal_count: int = fields.count("davon je unterzeichnet", "of it ever signed")
    fulfilled_deal_count: int = fields.count("davon erfüllt", "of it fulfilled")
    fulfilment_rate: float = fields.share("Erfüllungsquote", "Fulfilment rate", nullable=True)
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Stand der Local Green Deals nach Stadt und Handlungsfeld",
            "title_en": "Status of Local Green Deals by city and field",
        }
        unique = ["level", "city", "field", "deal_status"]

    @rule(de="Erfüllt ist höchstens, was unterzeichnet war.")
    def fulfilled_were_signed(cls) -> pl.Expr:
        "No more are fulfilled than were signed."
        return pl.col("fulfilled_deal_count") <= pl.col("signed_deal_count")
