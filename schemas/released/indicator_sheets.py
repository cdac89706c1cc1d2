"""One row per indicator of a contract and target year (2025, 2027, 2030), with what its sheet says about it (B-3)."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


def _value(de: str, en: str) -> float:
    given: float = fields.field(de, en, privacy="measure", nullable=True)
    return given


class IndicatorSheets(pa.DataFrameModel):
    """Values in the indicator's own unit; a target that is not stated is missing, not zero."""

    period: str = fields.period()
    indicator_id: str = fields.field("Kennung des Indikators", "Indicator id")
    indicator: str = fields.field("Indikator", "Indicator")
    field: str = fields.field("Handlungsfeld", "Field of action", nullable=True)
    measure_id: str = fields.field("Kennung der Maßnahme", "Measure id", nullable=True)
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    definition: str = fields.field("Definition", "Definition", nullable=True)
    data_source: str = fields.field("Datenquelle", "Data source", nullable=True)
    calculation: str = fields.field("Berechnung", "Calculation", nullable=True)
    update_frequency: str = fields.field("Turnus", "Update frequency", nullable=True)
    owner_role: str = fields.field("Zuständige Stelle (Rolle)", "Owner (role)", nullable=True)
    baseline_year: int = fields.year(nullable=True, metadata={"title_de": "Basisjahr", "title_en": "Baseline year"})
    baseline_value: float = _value("Ausgangswert", "Baseline")
    target_year: int = fields.year(metadata={"title_de": "Zieljahr", "title_en": "Target year"})
    target_value: float = _value("Zielwert", "Target")
    change_from_baseline: float = _value("Änderung gegenüber dem Ausgangswert", "Change from the baseline")
    relative_change: float = fields.measure("Relative Änderung", "Relative change", unit="1", nullable=True)
    direction: str = fields.category("Richtung", "Direction", ("up", "down", "hold"), privacy="public", nullable=True)
    actual_year: int = fields.year(nullable=True, metadata={"title_de": "Istjahr", "title_en": "Year of actual value"})
    actual_value: float = _value("Istwert", "Actual value")
    achieved_share: float = fields.measure("Erreichter Anteil", "Achieved share", unit="1", nullable=True)
    metadata_missing: str = fields.field("Fehlende Angaben", "Metadata missing", nullable=True)
    status: str = fields.category("Status", "Status", ("published", "missing"), privacy="public")

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Indikatorblätter (B-3)", "title_en": "Indicator sheets (B-3)"}
        unique = ["indicator_id", "target_year"]
