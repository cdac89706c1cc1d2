"""One row per organisation that takes part in a transformation: its role and the sectors it covers. No persons."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import contact, fields
from schemas.rule import rule


class NetworkActors(pa.DataFrameModel):
    """`sectors` are divided by `;`; an organisation without one covers none."""

    organisation: str = fields.field("Organisation", "Organisation", unique=True)
    role: str = fields.field("Rolle", "Role", nullable=True)
    sectors: str = fields.field("Sektoren", "Sectors", nullable=True)

    @rule(de="Die Organisation nennt weder Person noch Kontakt.")
    def organisation_names_no_person(cls) -> pl.Expr:
        "The organisation names neither a person nor a contact."
        return ~contact.holds_contact("organisation")

    @rule(de="Die Rolle nennt weder Person noch Kontakt.")
    def role_names_no_person(cls) -> pl.Expr:
        "The role names neither a person nor a contact."
        return ~contact.holds_person("role")
