"""One row per Local Green Deal (Mannheim, Espoo, Umeå and others), as its city hands it over. Not personal.

What contradicts itself within a deal (an end before the start, fulfilled without evidence) is taken in and found by
`deal_findings`: a register without the row would be another register.
"""

from __future__ import annotations

import polars as pl

from schemas import contact, deal_words, fields
from schemas.folded import folded
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
    @rule(de="Die Kennung des Deals nennt weder Mensch noch Kontakt.")
    def deal_id_holds_no_contact(cls) -> pl.Expr:
        "The deal's id names neither a person nor a contact."
        return ~contact.holds_contact("deal_id")

    @rule(de="Die Stadt nennt weder Mensch noch Kontakt.")
    def city_holds_no_contact(cls) -> pl.Expr:
        "The city names neither a person nor a contact."
        return ~contact.holds_contact("city")

    @rule(de="Das Handlungsfeld nennt weder Mensch noch Kontakt.")
    def field_holds_no_contact(cls) -> pl.Expr:
        "The field of action names neither a person nor a contact."
        return ~contact.holds_contact("field")

    @rule(de="Die Einheit nennt weder Mensch noch Kontakt.")
    def kpi_unit_holds_no_contact(cls) -> pl.Expr:
        "The unit names neither a person nor a contact."
        return ~contact.holds_contact("kpi_unit")

    @rule(de="Der Energieträger nennt weder Mensch noch Kontakt.")
    def carrier_holds_no_contact(cls) -> pl.Expr:
        "The carrier names neither a person nor a contact."
        return ~contact.holds_contact("carrier")

    @rule(de="Die Kennung der Minderung nennt weder Mensch noch Kontakt.")
    def claim_id_holds_no_contact(cls) -> pl.Expr:
        "The id of the reduction names neither a person nor a contact."
        return ~contact.holds_contact("claim_id")
