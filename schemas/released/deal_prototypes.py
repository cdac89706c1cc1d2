"""One row per Local Green Deal that others can repeat: what they need to know, without person, contact or name."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import contact, fields
from schemas.rule import rule


class DealPrototypes(pa.DataFrameModel):
    """One replicable deal that runs or is fulfilled; parties as roles and kinds. Energy and reduction are a year's."""

    period: str = fields.period()
    deal_id: str = fields.field("Kennung des Deals", "Deal id", unique=True)
    city: str = fields.municipality_name(metadata={"title_de": "Stadt", "title_en": "City"})
    country: str = fields.field("Land (ISO 3166-1)", "Country (ISO 3166-1)")
    field: str = fields.field("Handlungsfeld", "Field of action", nullable=True)
    title: str = fields.field("Titel", "Title", nullable=True)
    commitment: str = fields.field("Zusage", "Commitment", nullable=True)
    kpi: str = fields.field("Kennzahl (KPI)", "KPI", nullable=True)
    kpi_unit: str = fields.field("Einheit der Kennzahl", "Unit of the KPI", nullable=True)
    baseline: float = fields.field("Ausgangswert", "Baseline", privacy="measure", nullable=True)
    target: float = fields.field("Zielwert", "Target", privacy="measure", nullable=True)
    change: float = fields.field(
        "Zielwert minus Ausgangswert", "Target minus baseline", privacy="measure", nullable=True
    )
    share_of_way: float = fields.measure("Anteil des Wegs", "Share of the way", unit="1", nullable=True)
    duration_days: int = fields.measure("Laufzeit", "Duration", unit="d", nullable=True)
    party_count: int = fields.count("Parteien", "Parties", nullable=True)
    party_roles: str = fields.field("Rollen und Arten der Parteien", "Roles and kinds of parties", nullable=True)
    deal_status: str = fields.category("Stand", "Status of the deal", ("running", "fulfilled"), privacy="public")
    carrier: str = fields.carrier(nullable=True)
    saved_energy_mwh: float = fields.energy_mwh(
        nullable=True, metadata={"title_de": "Eingesparte Energie im Jahr", "title_en": "Energy saved a year"}
    )
    reduction_t_co2e: float = fields.measure(
        "Minderung im Jahr, wie angegeben", "Reduction a year, as stated", unit="t CO2e", nullable=True
    )
    evidence: str = fields.field("Nachweis", "Evidence", nullable=True)
    withheld: str = fields.field("Zurückgehaltene Texte", "Texts withheld", nullable=True)
    lacks: str = fields.field("Zum Wiederholen fehlt", "Lacking for a repetition", nullable=True)
    status: str = fields.category("Status", "Status", ("published", "missing"), privacy="public")

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Local Green Deals zum Übertragen", "title_en": "Local Green Deals to replicate"}

    @rule(de="Kein Text enthält einen Menschen oder einen Kontakt.")
    def texts_hold_no_contact(cls) -> pl.Expr:
        "No text holds a person or a contact."
        sentences = [contact.holds_person(name) for name in ("title", "commitment", "kpi", "evidence")]
        return ~pl.any_horizontal(*sentences, contact.holds_contact("party_roles"))

    @rule(de="Kein Text enthält eine Adresse im Netz.")
    def texts_hold_no_link(cls) -> pl.Expr:
        "No text holds an address on the web."
        return ~pl.any_horizontal(contact.holds_link(name) for name in ("title", "commitment", "kpi", "evidence"))
