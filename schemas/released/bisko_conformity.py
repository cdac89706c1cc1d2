"""One row per municipality, year and rule of the convention: kept, broken, or not to be told from the data."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.findings_table import FindingsTable


class BiskoConformity(FindingsTable):
    """Whether a balance is conform; a finding changes no number."""

    municipality_code: str = fields.municipality_code(nullable=True)
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year()
    sector: str = fields.field("Sektor", "Sector", nullable=True)
    column: str = fields.field("Spalte", "Column", nullable=True)

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "BISKO-Konformität der Bilanz",
            "title_en": "Conformity of the balance with BISKO",
        }
        unique = ["municipality_code", "city", "year", "check"]
