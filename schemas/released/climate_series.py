"""One row per region, indicator and period of a city's climate-relevant figures, cleaned. Not personal."""

from __future__ import annotations

from datetime import date

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule

UNITS = (
    "%", "1", "t", "kt", "t/a", "kg/person", "MWh", "GWh", "kWh", "kWh/a", "kWp", "EUR", "EUR/a", "km", "m3/a",
    "trips/d", "million passengers",
)  # fmt: skip


class ClimateSeries(pa.DataFrameModel):
    """One row per region, indicator and period; the value is meant in the unit beside it."""

    region: str = fields.field("Raum", "Region")
    source_name: str = fields.field("Datenquelle", "Source of the figure")
    topic_code: str = fields.field("Themenbereich", "Topic")
    indicator: str = fields.field("Merkmal", "Indicator")
    period: str = fields.field("Zeit, wie veröffentlicht", "Period, as published")
    period_start: date = fields.date("Erster Tag", "First day", privacy="public")
    period_end: date = fields.date("Letzter Tag", "Last day", privacy="public")
    value: float = fields.field("Wert", "Value", privacy="measure")
    unit: str = fields.category("Einheit", "Unit", UNITS, privacy="public")

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {"title_de": "Klimarelevante Daten der Stadt", "title_en": "Climate-relevant figures of the city"}
        unique = ["region", "indicator", "period"]

    @rule(de="Ein Zeitraum hört nicht auf, bevor er anfängt.")
    def period_does_not_end_before_it_starts(cls) -> pl.Expr:
        "A period does not end before it starts."
        return pl.col("period_start") <= pl.col("period_end")
