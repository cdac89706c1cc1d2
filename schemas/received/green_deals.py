"""One row per Local Green Deal (Mannheim, Espoo, Umeå and others), as its city hands it over. Not personal.

What contradicts itself within a deal (an end before the start, fulfilled without evidence) is taken in and found by
`deal_findings`: a register without the row would be another register.
"""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas import deal_words, fields
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
