"""One row per indicator of a contract and target year (2025, 2027, 2030), with what its sheet says about it (B-3)."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.indicator_sheet import IndicatorSheet
from schemas.shapes.of_period import OfPeriod


class IndicatorSheets(IndicatorSheet, OfPeriod):
    """Values in the indicator's own unit; a target that is not stated is missing, not zero."""

    target_year: int = fields.year(metadata={"title_de": "Zieljahr", "title_en": "Target year"})
    target_value: float = fields.figure("Zielwert", "Target")
    change_from_baseline: float = fields.figure("Änderung gegenüber dem Ausgangswert", "Change from the baseline")
    relative_change: float = fields.measure("Relative Änderung", "Relative change", unit="1", nullable=True)
    direction: str = fields.category("Richtung", "Direction", ("up", "down", "hold"), privacy="public", nullable=True)
    achieved_share: float = fields.measure("Erreichter Anteil", "Achieved share", unit="1", nullable=True)
    metadata_missing: str = fields.field("Fehlende Angaben", "Metadata missing", nullable=True)
    status: str = fields.status("published", "missing")

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Indikatorblätter (B-3)", "title_en": "Indicator sheets (B-3)"}
        unique = ["indicator_id", "target_year"]
