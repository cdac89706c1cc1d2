"""One row per organisation that is party to a Local Green Deal. A person or a contact is refused at the door."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import contact, deal_words, fields
from schemas.folded import folded
from schemas.rule import rule


class DealParties(pa.DataFrameModel):
    """One organisation in one deal, with its role (lead, partner, signatory, …) and its kind."""

    deal_id: str = fields.field("Kennung des Deals", "Deal id")
    role: str = fields.category("Rolle", "Role", privacy="public")
    kind: str = fields.category("Art der Organisation", "Kind of organisation", privacy="public")
    organisation: str = fields.field("Organisation", "Organisation")

    @rule(de="Partei ist eine Organisation bekannter Art, kein Mensch.")
    def kind_is_an_organisation(cls) -> pl.Expr:
        "A party is an organisation of a known kind, not a person."
        return folded("kind").is_in(list(deal_words.KIND_WORDS))

    @rule(de="Im Namen der Organisation steht weder ein Mensch noch ein Kontakt.")
    def organisation_is_no_contact(cls) -> pl.Expr:
        "The organisation's name holds no person and no contact."
        return ~contact.holds_contact("organisation")

    @rule(de="Die Rolle nennt weder Mensch noch Kontakt.")
    def role_is_no_contact(cls) -> pl.Expr:
        "The role names neither a person nor a contact."
        return ~contact.holds_person("role")
