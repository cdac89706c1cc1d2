"""One row per measure of a transformation agenda: who owns it (a role), when it is due, what it waits for."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa

from schemas import fields
from schemas.names_nobody import names_nobody


class AgendaMeasures(pa.DataFrameModel):
    """`depends_on` names other measures, divided by `;`. The owner is a role, never a person."""

    measure: str = fields.field("Maßnahme", "Measure", unique=True)
    owner_role: str = fields.field("Zuständige Rolle", "Owner (role)", nullable=True)
    date: dt.date = fields.date("Termin", "Date", privacy="public", nullable=True)
    depends_on: str = fields.field("Setzt voraus", "Depends on", nullable=True)
    open_question: str = fields.field("Offene Frage", "Open question", nullable=True)

    owner_role_names_nobody = names_nobody("owner_role", "Die Zuständigkeit", "The owner", is_sentence=True)
