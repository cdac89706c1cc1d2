"""One row per organisation that is party to a Local Green Deal. A person or a contact is refused at the door."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import deal_words, fields
from schemas.folded import folded
from schemas.names_nobody import names_nobody
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

    organisation_names_nobody = names_nobody("organisation", "Die Organisation", "The organisation")
    role_names_nobody = names_nobody("role", "Die Rolle", "The role", is_sentence=True)
