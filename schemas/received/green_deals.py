"""One row per Local Green Deal (Mannheim, Espoo, Umeå and others), as its city hands it over. Not personal.

What contradicts itself within a deal (an end before the start, fulfilled without evidence) is taken in and found by
`deal_findings`: a register without the row would be another register.
"""

from __future__ import annotations

import polars as pl

from schemas import deal_words, fields
from schemas.folded import folded
from schemas.names_nobody import names_nobody
from schemas.rule import rule
from schemas.shapes.deal_dates import DealDates
from schemas.shapes.deal_facts import DealFacts


class GreenDeals(DealDates, DealFacts):
    """One deal; a figure that is not stated is missing, not zero. Energy and reduction are those of one year."""

    title: str = fields.field("Titel", "Title")
    status: str = fields.field("Stand", "Status of the deal")

    @rule(de="Der Stand ist einer der sieben, auf Deutsch oder Englisch.")
    def status_is_known(cls) -> pl.Expr:
        "The status is one of the seven, in German or English."
        return folded("status").is_in(list(deal_words.STATUS_WORDS))

    # One rule a column: a rule that needs a column which was not agreed upon does not run.
    deal_id_names_nobody = names_nobody("deal_id", "Die Kennung des Deals", "The deal's id")
    city_names_nobody = names_nobody("city", "Die Stadt", "The city")
    field_names_nobody = names_nobody("field", "Das Handlungsfeld", "The field of action")
    kpi_unit_names_nobody = names_nobody("kpi_unit", "Die Einheit", "The unit")
    carrier_names_nobody = names_nobody("carrier", "Der Energieträger", "The carrier")
    claim_id_names_nobody = names_nobody("claim_id", "Die Kennung der Minderung", "The id of the reduction")
