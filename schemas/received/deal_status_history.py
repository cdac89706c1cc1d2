"""One row per status that a Local Green Deal took, and since when. Not personal."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas import deal_words, fields
from schemas.folded import folded
from schemas.rule import rule


class DealStatusHistory(pa.DataFrameModel):
    """One step of one deal."""

    deal_id: str = fields.field("Kennung des Deals", "Deal id")
    status: str = fields.field("Stand", "Status of the deal")
    date: dt.date = fields.date("seit", "Since", privacy="public", nullable=True)

    @rule(de="Der Stand ist einer der sieben, auf Deutsch oder Englisch.")
    def status_is_known(cls) -> pl.Expr:
        "The status is one of the seven, in German or English."
        return folded("status").is_in(list(deal_words.STATUS_WORDS))
