"""One row per indicator, municipality and year: a figure as its publisher states it. Not personal."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class IndicatorValues(pa.DataFrameModel):
    """One figure in the unit beside it; an empty value is missing, never zero. The key is judged by a result."""

    indicator: str = fields.field("Indikator", "Indicator")
    municipality_code: str = fields.municipality_code(nullable=True)
    year: int = fields.year()
    value: float = fields.figure("Wert", "Value")
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    source: str = fields.field("Quelle", "Source", nullable=True)
