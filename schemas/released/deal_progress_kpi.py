"""One row per Local Green Deal and reported period: how far its KPI has come from the baseline to the target."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class DealProgressKpi(pa.DataFrameModel):
    """One value in the KPI's own unit; the share of the way may be below 0 or above 1."""

    period: str = fields.period()
    deal_id: str = fields.field("Kennung des Deals", "Deal id")
    city: str = fields.municipality_name(metadata={"title_de": "Stadt", "title_en": "City"})
    field: str = fields.field("Handlungsfeld", "Field of action", nullable=True)
    kpi: str = fields.field("Kennzahl (KPI)", "KPI", nullable=True)
    kpi_unit: str = fields.field("Einheit der Kennzahl", "Unit of the KPI", nullable=True)
    progress_period: str = fields.period(
        nullable=True, metadata={"title_de": "Zeitraum des Werts", "title_en": "Period of the value"}
    )
    is_latest: bool = fields.flag("jüngster Anteil", "Latest share", privacy="public")
    baseline: float = fields.figure("Ausgangswert", "Baseline")
    target: float = fields.figure("Zielwert", "Target")
    kpi_value: float = fields.figure("Wert der Kennzahl", "Value of the KPI")
    share_of_way: float = fields.measure(
        "Anteil des Wegs", "Share of the way from baseline to target", unit="1", nullable=True
    )
    share_of_time: float = fields.share("Anteil der Laufzeit", "Share of the deal's time", nullable=True)
    lacks: str = fields.field("Für den Anteil fehlt", "Lacking for the share", nullable=True)
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {"title_de": "Fortschritt der Local Green Deals", "title_en": "Progress of Local Green Deals"}
        unique = ["deal_id", "progress_period"]
