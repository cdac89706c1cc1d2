"""One row per measure of the agenda, in an order in which it can be done."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa

from schemas import fields

ORDERS = ("free", "in order", "too early", "unknown", "circular")


class Agenda(pa.DataFrameModel):
    """`slack_days` are the days between the latest direct prerequisite and the measure; negative is too early."""

    period: str = fields.period()
    position: int = fields.count("Platz", "Position", nullable=True)
    measure: str = fields.field("Maßnahme", "Measure", unique=True)
    owner_role: str = fields.field("Zuständige Rolle", "Owner (role)", nullable=True)
    date: dt.date = fields.date("Termin", "Date", privacy="public", nullable=True)
    depends_on: str = fields.field("Setzt voraus", "Depends on", nullable=True)
    prerequisite_count: int = fields.count("Voraussetzungen", "Prerequisites")
    latest_prerequisite_date: dt.date = fields.date(
        "Späteste Voraussetzung", "Latest prerequisite", privacy="public", nullable=True
    )
    slack_days: int = fields.measure("Abstand", "Slack", unit="d", nullable=True)
    order_status: str = fields.category("Reihenfolge", "Order", ORDERS, privacy="public")
    open_question: str = fields.field("Offene Frage", "Open question", nullable=True)
    status: str = fields.status("published", "missing")

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Agenda der Transformation", "title_en": "Transformation agenda"}
