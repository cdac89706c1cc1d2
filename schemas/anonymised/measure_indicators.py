"""One row per measure, indicator and year; nothing in it is personal, so nothing was protected."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class MeasureIndicators(pa.DataFrameModel):
    """One figure of one measure. It stays in the house: the results computed from it leave."""

    measure_id: str = fields.field("Kennung der Maßnahme", "Measure id")
    measure: str = fields.field("Maßnahme", "Measure", nullable=True)
    indicator: str = fields.field("Kennzahl mit Maßnahme", "Indicator with its measure")
    unit: str = fields.field("Maßeinheit", "Unit", nullable=True)
    year: int = fields.year()
    value: float = fields.field("Wert", "Value", privacy="measure", nullable=True)
