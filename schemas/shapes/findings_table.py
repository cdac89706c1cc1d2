"""The shape of every table of findings, which a released table of findings inherits: its own columns come after."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields
from schemas.finding_columns import VERDICTS


class FindingsTable(pa.DataFrameModel):
    """A finding beside a number, never a change to it; the columns are those of `schemas.finding_columns`."""

    period: str = fields.period()
    check: str = fields.field("Regel", "Rule")
    subject: str = fields.field("Gegenstand", "Subject")
    printed: float = fields.figure("gedruckt oder angegeben", "printed or stated")
    recomputed: float = fields.figure("nachgerechnet", "recomputed")
    difference: float = fields.figure("Differenz", "difference")
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    tolerance: float = fields.field("Toleranz", "Tolerance", privacy="measure", ge=0, nullable=True)
    verdict: str = fields.category("Urteil", "Verdict", VERDICTS, privacy="public")
    note_de: str = fields.field("Bemerkung", "Note in German")
    note_en: str = fields.field("Bemerkung auf Englisch", "Note")
