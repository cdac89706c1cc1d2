"""One row per counting station and quarter of an hour; nobody is recognised when bicycles are counted."""

from __future__ import annotations

from datetime import datetime

import pandera.polars as pa

from schemas import fields


class BicycleCounts(pa.DataFrameModel):
    """One row per station and quarter of an hour of local time. It stays in the house: sums by month leave."""

    station_code: str = fields.field("Zählstelle", "Counting station", str_matches=r"^[0-9]{9}$")
    counted_at: datetime = fields.date("Beginn der Viertelstunde", "Start of the quarter hour", privacy="public")
    bicycle_count: int = fields.count("Fahrräder", "Bicycles", nullable=True)
    status: int = fields.field("Status der Zählung", "Status of the count", nullable=True)
