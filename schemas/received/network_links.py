"""One row per link between two organisations; its direction says nothing."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import contact, fields
from schemas.rule import rule


class NetworkLinks(pa.DataFrameModel):
    """Who works with whom, and how."""

    organisation: str = fields.field("Organisation", "Organisation")
    linked_organisation: str = fields.field("Verbundene Organisation", "Linked organisation")
    relation: str = fields.field("Beziehung", "Relation", nullable=True)

    @rule(de="Beide Organisationen nennen weder Person noch Kontakt.")
    def organisations_name_no_person(cls) -> pl.Expr:
        "Both organisations name neither a person nor a contact."
        return ~contact.holds_contact("organisation") & ~contact.holds_contact("linked_organisation")
