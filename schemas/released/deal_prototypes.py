"""One row per Local Green Deal that others can repeat: what they need to know, without person, contact or name."""

from __future__ import annotations

import polars as pl

from schemas import contact, fields
from schemas.names_nobody import names_nobody
from schemas.rule import rule
from schemas.shapes.shown_deal import ShownDeal


class DealPrototypes(ShownDeal):
    """One replicable deal that runs or is fulfilled; parties as roles and kinds. Energy and reduction are a year's."""

    change: float = fields.figure("Zielwert minus Ausgangswert", "Target minus baseline")
    share_of_way: float = fields.measure("Anteil des Wegs", "Share of the way", unit="1", nullable=True)
    duration_days: int = fields.measure("Laufzeit", "Duration", unit="d", nullable=True)
    party_roles: str = fields.field("Rollen und Arten der Parteien", "Roles and kinds of parties", nullable=True)
    deal_status: str = fields.category("Stand", "Status of the deal", ("running", "fulfilled"), privacy="public")
    lacks: str = fields.field("Zum Wiederholen fehlt", "Lacking for a repetition", nullable=True)

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Local Green Deals zum Übertragen", "title_en": "Local Green Deals to replicate"}

    party_roles_names_nobody = names_nobody("party_roles", "Die Liste der Rollen", "The list of roles")

    @rule(de="Kein Text enthält eine Adresse im Netz.")
    def texts_hold_no_link(cls) -> pl.Expr:
        "No text holds an address on the web."
        return ~pl.any_horizontal(contact.holds_link(name) for name in ("title", "commitment", "kpi", "evidence"))
