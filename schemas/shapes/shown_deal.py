"""A Local Green Deal as the house shows it: its texts hold no person, and what was withheld of them is named."""

from __future__ import annotations

import polars as pl

from schemas import contact, fields
from schemas.rule import rule
from schemas.shapes.deal_facts import DealFacts
from schemas.shapes.of_period import OfPeriod


class ShownDeal(DealFacts, OfPeriod):
    """One row per deal; status `missing` where something is lacking that the table is for."""

    party_count: int = fields.count("Parteien", "Parties", nullable=True)
    withheld: str = fields.field("Zurückgehaltene Texte", "Texts withheld", nullable=True)
    status: str = fields.status("published", "missing")

    @rule(de="Kein Text enthält einen Menschen oder einen Kontakt.")
    def texts_hold_no_contact(cls) -> pl.Expr:
        "No text holds a person or a contact."
        return ~pl.any_horizontal(contact.holds_person(name) for name in ("title", "commitment", "kpi", "evidence"))
