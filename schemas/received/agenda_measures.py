"""One row per measure of a transformation agenda: who owns it (a role), when it is due, what it waits for."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas import contact, fields
from schemas.rule import rule


class AgendaMeasures(pa.DataFrameModel):
    """`depends_on` names other measures, divided by `;`. The owner is a role, never a person."""

    measure: str = fields.field("Maßnahme", "Measure", unique=True)
    owner_role: str = fields.field("Zuständige Rolle", "Owner (role)", nullable=True)
    date: dt.date = fields.date("Termin", "Date", privacy="public", nullable=True)
    depends_on: str = fields.field("Setzt voraus", "Depends on", nullable=True)
    open_question: str = fields.field("Offene Frage", "Open question", nullable=True)

    @rule(de="Die Zuständigkeit ist eine Rolle und nennt weder Person noch Kontakt.")
    def owner_is_a_role(cls) -> pl.Expr:
        "The owner is a role and names neither a person nor a contact."
        return ~contact.holds_person("owner_role")
