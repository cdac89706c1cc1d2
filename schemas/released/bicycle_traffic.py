"""One row per counting station and month: bicycles counted, and how much of the month was counted."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule


class BicycleTraffic(pa.DataFrameModel):
    """One row per station and month; no count where no interval was valid. Counts are sums, not extrapolated."""

    station_code: str = fields.field("Zählstelle", "Counting station", str_matches=r"^[0-9]{9}$")
    station_name: str = fields.field("Name der Zählstelle", "Name of the station", nullable=True)
    period: str = fields.period()
    bicycle_count: int = fields.count("Fahrräder", "Bicycles", nullable=True)
    interval_expected_count: int = fields.count("Viertelstunden im Monat", "Quarter hours of the month", ge=1)
    interval_received_count: int = fields.count("Viertelstunden erhalten", "Quarter hours received")
    interval_valid_count: int = fields.count("Viertelstunden gültig", "Quarter hours valid")
    interval_zero_count: int = fields.count("Viertelstunden gültig mit Null", "Quarter hours valid with zero")
    coverage_share: float = fields.share("Abdeckung", "Coverage")

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Radverkehr je Zählstelle und Monat",
            "title_en": "Bicycle traffic by station and month",
        }
        unique = ["station_code", "period"]

    @rule(de="Ohne gültige Viertelstunde gibt es keine Zählung, mit einer gibt es sie.")
    def count_is_missing_exactly_without_valid_intervals(cls) -> pl.Expr:
        "There is a count exactly if there is a valid quarter of an hour."
        return pl.col("bicycle_count").is_null() == (pl.col("interval_valid_count") == 0)

    @rule(de="Gültig sind nicht mehr Viertelstunden als erhalten, erhalten nicht mehr als im Monat.")
    def intervals_do_not_exceed_each_other(cls) -> pl.Expr:
        "No more quarter hours are valid than received, and none more received than the month has."
        received = pl.col("interval_received_count")
        return (pl.col("interval_valid_count") <= received) & (received <= pl.col("interval_expected_count"))
