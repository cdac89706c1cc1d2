"""One row per municipality and indicator: status quo, trend, required value this year, deviation, light."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.dimensions import DIMENSIONS, DIRECTIONS
from schemas.rule import rule

LIGHTS = ("on-track", "slightly-off", "off", "grey")
REASONS = (
    "no value", "value ambiguous", "value stale", "no target", "no line to the target",
    "unit differs from the target's", "target against its direction",
)  # fmt: skip


def _year(de: str, en: str) -> int:
    given: int = fields.year(nullable=True, metadata={"title_de": de, "title_en": en})
    return given


class IndicatorStatus(pa.DataFrameModel):
    """Values in the indicator's own unit; what is not known is missing and grey, never zero and never green."""

    period: str = fields.period()
    municipality_code: str = fields.municipality_code(nullable=True)
    indicator: str = fields.field("Indikator", "Indicator")
    dimension: str = fields.category("Dimension", "Dimension", DIMENSIONS, privacy="public", nullable=True)
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    direction: str = fields.category("Richtung", "Direction", DIRECTIONS, privacy="public", nullable=True)
    baseline_year: int = _year("Basisjahr", "Baseline year")
    baseline: float = fields.figure("Ausgangswert", "Baseline")
    target_year: int = _year("Zieljahr", "Target year")
    target: float = fields.figure("Zielwert", "Target")
    latest_year: int = _year("Jahr des letzten Werts", "Year of the latest value")
    latest_value: float = fields.figure("Letzter Wert (Status quo)", "Latest value (status quo)")
    age_years: int = fields.field("Alter des Werts in Jahren", "Age of the value in years", nullable=True)
    trend_per_year: float = fields.figure("Trend je Jahr", "Trend per year")
    trend_points: int = fields.count("Werte hinter dem Trend", "Values behind the trend")
    years_missing: int = fields.count("Jahre ohne brauchbaren Wert", "Years without a usable value")
    required_value: float = fields.figure("Sollwert dieses Jahres", "Required value this year")
    deviation: float = fields.figure("Abweichung vom Sollwert", "Deviation from the required value")
    deviation_percent: float = fields.measure("Abweichung in Prozent", "Deviation in per cent", unit="%", nullable=True)
    light: str = fields.category("Ampel", "Light", LIGHTS, privacy="public")
    light_reason: str = fields.category("Warum grau", "Why grey", REASONS, privacy="public", nullable=True)
    status: str = fields.status("published", "computed", "missing")
    on_track_percent: float = fields.measure("Toleranz: im Plan", "Tolerance: on track", unit="%", ge=0)
    slightly_off_percent: float = fields.measure("Toleranz: leicht zurück", "Tolerance: slightly off", unit="%", ge=0)
    value_source: str = fields.field("Quelle des Werts", "Source of the value", nullable=True)
    target_source: str = fields.field("Quelle des Ziels", "Source of the target", nullable=True)

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {"title_de": "Stand der Indikatoren", "title_en": "Status of the indicators"}
        unique = ["municipality_code", "indicator"]

    @rule(de="Grau ist die Ampel genau dann, wenn ein Grund dabeisteht.")
    def grey_has_a_reason(cls) -> pl.Expr:
        "The light is grey exactly where a reason stands beside it."
        return (pl.col("light") == "grey") == pl.col("light_reason").is_not_null()

    @rule(de="Ohne Wert ist der Status „missing“.")
    def missing_has_no_value(cls) -> pl.Expr:
        "Without a value the status is missing."
        return (pl.col("status") == "missing") == pl.col("latest_value").is_null()
