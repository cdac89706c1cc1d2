"""One row per Local Green Deal: what was agreed, between whom (organisations), where it stands."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas import contact, deal_words, fields
from schemas.rule import rule


class DealRegister(pa.DataFrameModel):
    """One deal as its city states it; status `missing` where something is lacking that monitoring needs."""

    period: str = fields.period()
    deal_id: str = fields.field("Kennung des Deals", "Deal id", unique=True)
    city: str = fields.municipality_name(metadata={"title_de": "Stadt", "title_en": "City"})
    country: str = fields.field("Land (ISO 3166-1)", "Country (ISO 3166-1)")
    title: str = fields.field("Titel", "Title", nullable=True)
    field: str = fields.field("Handlungsfeld", "Field of action", nullable=True)
    commitment: str = fields.field("Zusage", "Commitment", nullable=True)
    kpi: str = fields.field("Kennzahl (KPI)", "KPI", nullable=True)
    kpi_unit: str = fields.field("Einheit der Kennzahl", "Unit of the KPI", nullable=True)
    baseline: float = fields.field("Ausgangswert", "Baseline", privacy="measure", nullable=True)
    target: float = fields.field("Zielwert", "Target", privacy="measure", nullable=True)
    start_date: dt.date = fields.date("Beginn", "Start", privacy="public", nullable=True)
    end_date: dt.date = fields.date("Ende", "End", privacy="public", nullable=True)
    deal_status: str = fields.category("Stand", "Status of the deal", deal_words.STATUSES, privacy="public")
    status_date: dt.date = fields.date("Stand seit", "Status since", privacy="public", nullable=True)
    evidence: str = fields.field("Nachweis", "Evidence", nullable=True)
    is_replicable: bool = fields.flag("übertragbar", "Can be replicated", privacy="public", nullable=True)
    carrier: str = fields.carrier(nullable=True)
    saved_energy_mwh: float = fields.energy_mwh(
        nullable=True, metadata={"title_de": "Eingesparte Energie im Jahr", "title_en": "Energy saved a year"}
    )
    reduction_t_co2e: float = fields.measure(
        "Minderung im Jahr, wie angegeben", "Reduction a year, as stated", unit="t CO2e", nullable=True
    )
    claim_id: str = fields.field("Kennung der Minderung", "Id of the reduction", nullable=True)
    party_count: int = fields.count("Parteien", "Parties", nullable=True)
    parties: str = fields.field("Organisationen mit Rolle und Art", "Organisations with role and kind", nullable=True)
    lacks: str = fields.field("Für die Beobachtung fehlt", "Lacking for monitoring", nullable=True)
    withheld: str = fields.field("Zurückgehaltene Texte", "Texts withheld", nullable=True)
    status: str = fields.category("Status", "Status", ("published", "missing"), privacy="public")

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Register der Local Green Deals", "title_en": "Register of Local Green Deals"}

    @rule(de="Kein Text enthält einen Menschen oder einen Kontakt.")
    def texts_hold_no_contact(cls) -> pl.Expr:
        "No text holds a person or a contact."
        sentences = [contact.holds_person(name) for name in ("title", "commitment", "kpi", "evidence")]
        return ~pl.any_horizontal(*sentences, contact.holds_contact("parties"))
