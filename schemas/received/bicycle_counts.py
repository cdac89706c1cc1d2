"""One row per counting station and quarter of an hour: bicycles counted, and the status of the count. Not personal.

The header holds the station's number and street, so it differs from station to station and even from month to month;
the agreement says which column is which. The station itself is known from the name of the folder.
"""

from __future__ import annotations

from datetime import datetime

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule

TIME_ZONE = "Europe/Berlin"


class BicycleCounts(pa.DataFrameModel):
    """One row per station and quarter of an hour of local time; both directions together.

    `station_code` arrives as the path of the monthly file below the stations' folder (100020113/2023-01.csv).
    """

    station_code: str = fields.field(
        "Zählstelle (Datei)", "Counting station (file)", str_matches=r"^[0-9]{9}/[0-9]{4}-[0-9]{2}\.csv$"
    )
    counted_at: datetime = fields.date("Beginn der Viertelstunde", "Start of the quarter hour", privacy="public")
    bicycle_count: int = fields.count("Fahrräder", "Bicycles", nullable=True)
    status: int = fields.field("Status der Zählung", "Status of the count", nullable=True)

    class Config:
        """Rules about several rows."""

        unique = ["station_code", "counted_at"]

    @rule(de="Gezählt wird ab jeder vollen Viertelstunde.")
    def counting_starts_on_the_quarter_hour(cls) -> pl.Expr:
        "Counting starts on the quarter of an hour."
        return (pl.col("counted_at").dt.minute() % 15 == 0) & (pl.col("counted_at").dt.second() == 0)

    @rule(de="Die Zeile steht in der Datei ihres Monats.")
    def row_stands_in_the_file_of_its_month(cls) -> pl.Expr:
        "The row stands in the file of its month."
        return pl.col("station_code").str.extract(r"/([0-9]{4}-[0-9]{2})") == pl.col("counted_at").dt.strftime("%Y-%m")

    @rule(de="Die Ortszeit hat es gegeben (in der Nacht der Umstellung auf Sommerzeit fehlt eine Stunde).")
    def local_time_existed(cls) -> pl.Expr:
        "The local time existed (the night in which summer time begins lacks an hour)."
        there = pl.col("counted_at").dt.replace_time_zone(TIME_ZONE, non_existent="null", ambiguous="earliest")
        return there.is_not_null() | pl.col("counted_at").is_null()
