"""One row per file and identity: a printed sum of a LocalZero balance and the sum of its parts."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.findings_table import FindingsTable


class LocalzeroIdentities(FindingsTable):
    """Municipal facilities, carriers of a sector, sectors of the whole; `difference` is recomputed minus printed."""

    municipality_code: str = fields.municipality_code(str_matches=r"^(?:[0-9]{8}|DG000000)$")
    year: int = fields.year()
    file: str = fields.field("Datei", "File")
    sector: str = fields.field("Sektor", "Sector", nullable=True)
    column: str = fields.field("Spalte", "Column", nullable=True)

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Identitäten der LocalZero-Bilanzen",
            "title_en": "Identities of the LocalZero balances",
        }
        unique = ["file", "year", "check", "subject", "column"]
