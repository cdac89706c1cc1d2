"""One row per rule and printed figure: what is printed, what follows from the rest of the tables, and the verdict."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.findings_table import FindingsTable


class InventoryAudit(FindingsTable):
    """A finding beside a number, never a change to it; `difference` is recomputed minus printed, in `unit`."""

    city: str = fields.municipality_name(nullable=True)
    base_year: str = fields.field("Basisjahr, wie gedruckt", "Base year, as printed", nullable=True)
    sector: str = fields.sector(nullable=True)
    carrier: str = fields.carrier(nullable=True)
    scope: str = fields.field("Scope", "Scope", nullable=True)
    column: str = fields.field("Spalte oder Tabelle", "Column or table", nullable=True)

    class Config:
        """The table's title."""

        metadata = {
            "title_de": "Rechnerische Prüfung des veröffentlichten Inventars",
            "title_en": "Arithmetic audit of the published inventory",
        }
