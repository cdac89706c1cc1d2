"""One row per partner municipality, field and indicator: its value and the declared bounds of its score."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class CompatibleIndicators(pa.DataFrameModel):
    """At `bound_0` the score is 0, at `bound_100` it is 100; where less is better, `bound_100` is the smaller one."""

    municipality_code: str = fields.municipality_code()
    field: str = fields.field("Handlungsfeld", "Field of action")
    indicator: str = fields.field("Indikator", "Indicator")
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    value: float = fields.figure("Wert", "Value")
    status_quo_value: float = fields.figure("Wert im Status quo", "Status quo value")
    bound_0: float = fields.field("Wert für 0 Punkte", "Value for 0 points", privacy="measure")
    bound_100: float = fields.field("Wert für 100 Punkte", "Value for 100 points", privacy="measure")
    source: str = fields.field("Quelle", "Source", nullable=True)

    class Config:
        """Rules about several rows."""

        unique = ["municipality_code", "field", "indicator"]
