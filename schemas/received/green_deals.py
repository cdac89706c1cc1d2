"""One row per Local Green Deal (Mannheim, Espoo, Umeå and others), as its city hands it over. Not personal.

What contradicts itself within a deal (an end before the start, fulfilled without evidence) is taken in and found by
`deal_findings`: a register without the row would be another register.
"""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas import contact, deal_words, fields
from schemas.rule import rule

_CITY = {"title_de": "Stadt", "title_en": "City"}


class GreenDeals(pa.DataFrameModel):
    """One deal; a figure that is not stated is missing, not zero. Energy and reduction are those of one year."""

    deal_id: str = fields.field("Kennung des Deals", "Deal id", unique=True)
    city: str = fields.municipality_name(metadata=_CITY)
    country: str = fields.field("Land (ISO 3166-1)", "Country (ISO 3166-1)", str_matches="^[A-Z]{2}$")
    title: str = fields.field("Titel", "Title")
    field: str = fields.category("Handlungsfeld", "Field of action", privacy="public", nullable=True)
    commitment: str = fields.field("Zusage", "Commitment", nullable=True)
    kpi: str = fields.field("Kennzahl (KPI)", "KPI", nullable=True)
    kpi_unit: str = fields.field("Einheit der Kennzahl", "Unit of the KPI", nullable=True)
    baseline: float = fields.field("Ausgangswert", "Baseline", privacy="measure", nullable=True)
    target: float = fields.field("Zielwert", "Target", privacy="measure", nullable=True)
    start_date: dt.date = fields.date("Beginn", "Start", privacy="public", nullable=True)
    end_date: dt.date = fields.date("Ende", "End", privacy="public", nullable=True)
    status: str = fields.field("Stand", "Status of the deal")
    status_date: dt.date = fields.date("Stand seit", "Status since", privacy="public", nullable=True)
    evidence: str = fields.field("Nachweis", "Evidence", nullable=True)
    is_replicable: bool = fields.flag("übertragbar", "Can be replicated", privacy="public", nullable=True)
    carrier: str = fields.carrier(nullable=True)
    saved_energy_mwh: float = fields.energy_mwh(
        nullable=True, metadata={"title_de": "Eingesparte Energie im Jahr", "title_en": "Energy saved a year"}
    )
    reduction_t_co2e: float = fields.measure(
        "Minderung im Jahr, wie angegeben", "Reduction a year, as stated", unit="t CO2e", ge=0, nullable=True
    )
    claim_id: str = fields.field("Kennung der Minderung", "Id of the reduction", nullable=True)

    @rule(de="Der Stand ist einer der sieben, auf Deutsch oder Englisch.")
    def status_is_known(cls) -> pl.Expr:
        "The status is one of the seven, in German or English."
        return deal_words.folded("status").is_in(list(deal_words.STATUS_WORDS))

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
