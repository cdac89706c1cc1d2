"""What an indicator sheet (B-3) says about its indicator, whatever the target year."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class IndicatorSheet(pa.DataFrameModel):
    """All values in the indicator's own unit. What the sheet does not say is missing, not zero."""

    indicator_id: str = fields.field("Kennung des Indikators", "Indicator id")
    indicator: str = fields.field("Indikator", "Indicator")
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    field: str = fields.field("Handlungsfeld", "Field of action", nullable=True)
    measure_id: str = fields.field("Kennung der Maßnahme", "Measure id", nullable=True)
    definition: str = fields.field("Definition", "Definition", nullable=True)
    data_source: str = fields.field("Datenquelle", "Data source", nullable=True)
    calculation: str = fields.field("Berechnung", "Calculation", nullable=True)
    update_frequency: str = fields.field("Turnus", "Update frequency", nullable=True)
    owner_role: str = fields.field("Zuständige Stelle (Rolle)", "Owner (role)", nullable=True)
    baseline_year: int = fields.year(nullable=True, metadata={"title_de": "Basisjahr", "title_en": "Baseline year"})
    baseline_value: float = fields.figure("Ausgangswert", "Baseline")
    actual_year: int = fields.year(
        nullable=True, metadata={"title_de": "Istjahr", "title_en": "Year of the actual value"}
    )
    actual_value: float = fields.figure("Istwert", "Actual value")
