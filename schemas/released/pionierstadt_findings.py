"""One row per rule and subject of a Pionierstadt: what is stated, what follows from the data, and the verdict."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields
from schemas.released.inventory_audit import VERDICTS


class PionierstadtFindings(pa.DataFrameModel):
    """A finding beside a number, never a change to it; `difference` is recomputed minus printed, in `unit`."""

    period: str = fields.period()
    check: str = fields.field("Regel", "Rule")
    subject: str = fields.field("Gegenstand", "Subject")
    printed: float = fields.field("angegeben", "stated", privacy="measure", nullable=True)
    recomputed: float = fields.field("nachgerechnet", "recomputed", privacy="measure", nullable=True)
    difference: float = fields.field("Differenz", "difference", privacy="measure", nullable=True)
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    verdict: str = fields.category("Urteil", "Verdict", VERDICTS, privacy="public")
    note_de: str = fields.field("Bemerkung", "Note in German")
    note_en: str = fields.field("Bemerkung auf Englisch", "Note")

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Befunde zur Pionierstadt", "title_en": "Findings about the pioneer town"}
