"""One row per measure, indicator and year of a city's monitoring of its climate plan, as published. Not personal."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class MeasureIndicators(pa.DataFrameModel):
    """One figure of one measure; the unit „na“ says that the measure has no indicator, whatever value stands there."""

    measure_id: str = fields.field("Kennung der Maßnahme", "Measure id")
    measure: str = fields.field("Maßnahme", "Measure", nullable=True)
    indicator: str = fields.field("Kennzahl", "Indicator")
    unit: str = fields.field("Maßeinheit", "Unit", nullable=True)
    year: int = fields.year()
    value: float = fields.figure("Wert", "Value")

    class Config:
        """Rules about several rows."""

        unique = ["measure_id", "indicator", "unit", "year"]
