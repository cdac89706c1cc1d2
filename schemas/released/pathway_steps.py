"""One row per step of the five, in their order: where it stands."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa

from schemas import fields, pathway_words


class PathwaySteps(pa.DataFrameModel):
    """A step without a status is missing from the register; that is not the same as open."""

    period: str = fields.period()
    step_number: int = fields.count("Nummer", "Number", in_range=(1, 5), unique=True)
    step: str = fields.category("Schritt", "Step", pathway_words.STEPS, privacy="public")
    step_status: str = fields.category(
        "Stand", "Status of the step", pathway_words.STEP_STATUSES, privacy="public", nullable=True
    )
    start_date: dt.date = fields.date("Beginn", "Start", privacy="public", nullable=True)
    end_date: dt.date = fields.date("Ende", "End", privacy="public", nullable=True)
    owner_role: str = fields.field("Zuständige Rolle", "Owner (role)", nullable=True)
    evidence: str = fields.field("Nachweis", "Evidence", nullable=True)
    is_overdue: bool = fields.flag("überfällig", "Overdue", privacy="public", nullable=True)
    is_ahead: bool = fields.flag(
        "vor einem früheren Schritt", "Ahead of an earlier step", privacy="public", nullable=True
    )
    status: str = fields.status("published", "missing")

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Die fünf Schritte", "title_en": "The five steps"}
