"""One row per PV or wind unit of the federal register, cut to what a table of installed capacity needs. Personal."""

from __future__ import annotations

from datetime import date

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.received.generation_units import KINDS, STATUSES
from schemas.rule import rule


class UnitCapacities(pa.DataFrameModel):
    """One row per unit as registered: no number and no name enter. `start_month` arrives as a day."""

    postcode: str = fields.postcode(str_matches=r"^[0-9]{5}$")
    kind: str = fields.category("Energieträger", "Kind of energy", KINDS)
    operating_status: str = fields.category("Betriebsstatus", "Operating status", STATUSES, privacy="public")
    start_month: date = fields.date("Inbetriebnahme", "Start of operation", nullable=True)
    gross_capacity_kw: float = fields.capacity_kw(gt=0, ge=None, privacy="quasi-identifier")

    @rule(de="Eine Anlage, die läuft oder lief, hat ein Datum der Inbetriebnahme.")
    def started_unit_has_a_start(cls) -> pl.Expr:
        "A unit that runs, or ran, has a date of its start."
        return (pl.col("operating_status") == "In Planung") | pl.col("start_month").is_not_null()
