"""One row per municipality, year and rule of the convention: kept, broken, or not to be told from the data."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields
from schemas.released.inventory_audit import VERDICTS


class BiskoConformity(pa.DataFrameModel):
    """Whether a balance is conform; a finding changes no number."""

    period: str = fields.period()
    municipality_code: str = fields.municipality_code(nullable=True)
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year()
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
            "title_de": "BISKO-Konformität der Bilanz",
            "title_en": "Conformity of the balance with BISKO",
        }
        unique = ["municipality_code", "city", "year", "check"]
