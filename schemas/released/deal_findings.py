"""One row per rule and Local Green Deal that breaks it, and one per rule that nothing broke or nobody could check."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

VERDICTS = ("match", "rule broken", "not checked")


class DealFindings(pa.DataFrameModel):
    """A finding beside a deal, never a change to it; `printed` and `recomputed` are in `unit`, where there are any."""

    period: str = fields.period()
    city: str = fields.municipality_name(nullable=True, metadata={"title_de": "Stadt", "title_en": "City"})
    check: str = fields.field("Regel", "Rule")
    subject: str = fields.field("Gegenstand", "Subject")
    printed: float = fields.field("wie im Register", "as in the register", privacy="measure", nullable=True)
    recomputed: float = fields.field("wie es sein müsste", "as it would have to be", privacy="measure", nullable=True)
    difference: float = fields.field("Differenz", "difference", privacy="measure", nullable=True)
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    verdict: str = fields.category("Urteil", "Verdict", VERDICTS, privacy="public")
    note_de: str = fields.field("Bemerkung", "Note in German")
    note_en: str = fields.field("Bemerkung auf Englisch", "Note")

    class Config:
        """The table's title."""

        metadata = {"title_de": "Befunde zu den Local Green Deals", "title_en": "Findings on Local Green Deals"}
