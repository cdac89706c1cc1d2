"""One row per file and identity: a printed sum of a LocalZero balance and the sum of its parts."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields
from schemas.released.inventory_audit import VERDICTS


class LocalzeroIdentities(pa.DataFrameModel):
    """Municipal facilities, carriers of a sector, sectors of the whole; `difference` is recomputed minus printed."""

    period: str = fields.period()
    municipality_code: str = fields.municipality_code(str_matches=r"^(?:[0-9]{8}|DG000000)$")
    year: int = fields.year()
    file: str = fields.field("Datei", "File")
    check: str = fields.field("Regel", "Rule")
    subject: str = fields.field("Gegenstand", "Subject")
    sector: str = fields.field("Sektor", "Sector", nullable=True)
    column: str = fields.field("Spalte", "Column", nullable=True)
    printed: float = fields.field("gedruckt", "printed", privacy="measure", nullable=True)
    recomputed: float = fields.field("nachgerechnet", "recomputed", privacy="measure", nullable=True)
    difference: float = fields.field("Differenz", "difference", privacy="measure", nullable=True)
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    tolerance: float = fields.field("Toleranz", "Tolerance", privacy="measure", nullable=True)
    verdict: str = fields.category("Urteil", "Verdict", VERDICTS, privacy="public")
    note_de: str = fields.field("Bemerkung", "Note in German")
    note_en: str = fields.field("Bemerkung auf Englisch", "Note")

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Identitäten der LocalZero-Bilanzen",
            "title_en": "Identities of the LocalZero balances",
        }
        unique = ["file", "year", "check", "subject", "column"]
