"""One row per municipality, field and indicator, and one per field: its score from 0 to 100."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class CompatibleScores(pa.DataFrameModel):
    """Points on declared bounds; a score that was kept within them says so; `(field)` is the mean of its indicators."""

    period: str = fields.period()
    municipality_code: str = fields.municipality_code()
    field: str = fields.field("Handlungsfeld", "Field of action")
    indicator: str = fields.field("Indikator", "Indicator")
    value: float = fields.figure("Wert", "Value")
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    bound_0: float = fields.field("Wert für 0 Punkte", "Value for 0 points", nullable=True)
    bound_100: float = fields.field("Wert für 100 Punkte", "Value for 100 points", nullable=True)
    score: float = fields.measure("Punkte", "Score", unit="1", in_range=(0, 100), nullable=True)
    is_clamped: bool = fields.flag("an der Grenze abgeschnitten", "Clamped to a bound", privacy="public")
    status_quo_score: float = fields.measure(
        "Punkte im Status quo", "Score of the status quo", unit="1", in_range=(0, 100), nullable=True
    )
    progress: float = fields.measure("Fortschritt in Punkten", "Progress in points", unit="1", nullable=True)
    indicators_missing: int = fields.count("Indikatoren ohne Wert", "Indicators missing")
    source: str = fields.field("Quelle", "Source", nullable=True)
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Punkte der Partner nach Handlungsfeld (compatible)",
            "title_en": "Compatible scores of the partners by field",
        }
        unique = ["municipality_code", "field", "indicator"]
