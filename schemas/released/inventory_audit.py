"""One row per rule and printed figure: what is printed, what follows from the rest of the tables, and the verdict."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

VERDICTS = ("match", "mismatch", "rule broken", "not covered", "not checked", "noted")


class InventoryAudit(pa.DataFrameModel):
    """A finding beside a number, never a change to it; `difference` is recomputed minus printed, in `unit`."""

    period: str = fields.period()
    city: str = fields.municipality_name(nullable=True)
    base_year: str = fields.field("Basisjahr, wie gedruckt", "Base year, as printed", nullable=True)
    check: str = fields.field("Regel", "Rule")
    subject: str = fields.field("Gegenstand", "Subject")
    sector: str = fields.sector(nullable=True)
    carrier: str = fields.carrier(nullable=True)
    scope: str = fields.field("Scope", "Scope", nullable=True)
    column: str = fields.field("Spalte oder Tabelle", "Column or table", nullable=True)
    printed: float = fields.field("gedruckt", "printed", privacy="measure", nullable=True)
    recomputed: float = fields.field("nachgerechnet", "recomputed", privacy="measure", nullable=True)
    difference: float = fields.field("Differenz", "difference", privacy="measure", nullable=True)
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    tolerance: float = fields.field("Toleranz", "Tolerance", privacy="measure", nullable=True)
    verdict: str = fields.category("Urteil", "Verdict", VERDICTS, privacy="public")
    note_de: str = fields.field("Bemerkung", "Note in German")
    note_en: str = fields.field("Bemerkung auf Englisch", "Note")

    class Config:
        """The table's title."""

        metadata = {
            "title_de": "Rechnerische Prüfung des veröffentlichten Inventars",
            "title_en": "Arithmetic audit of the published inventory",
        }
