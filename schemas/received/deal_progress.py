"""One row per Local Green Deal and period: the value that its KPI had. Not personal."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class DealProgress(pa.DataFrameModel):
    """One value of one deal's KPI, in the KPI's own unit; a value that was not measured is missing, not zero."""

    deal_id: str = fields.field("Kennung des Deals", "Deal id")
    period: str = fields.period()
    kpi_value: float = fields.figure("Wert der Kennzahl", "Value of the KPI")

    class Config:
        """Rules about several rows."""

        unique = ["deal_id", "period"]
