"""One row per experiment: evaluated or not, and how many days past its end."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa

from schemas import fields, pathway_words

EVALUATIONS = ("planned", "running", "evaluated", "unevaluated", "unknown")


class Experiments(pa.DataFrameModel):
    """An experiment is evaluated when it has a result and a decision; judged on the last day of the period."""

    period: str = fields.period()
    experiment: str = fields.field("Experiment", "Experiment", unique=True)
    hypothesis: str = fields.field("Annahme", "Hypothesis", nullable=True)
    indicator: str = fields.field("Indikator", "Indicator", nullable=True)
    start_date: dt.date = fields.date("Beginn", "Start", privacy="public", nullable=True)
    end_date: dt.date = fields.date("Ende", "End", privacy="public", nullable=True)
    result: str = fields.field("Ergebnis", "Result", nullable=True)
    decision: str = fields.category(
        "Entscheidung", "Decision", pathway_words.DECISIONS, privacy="public", nullable=True
    )
    evaluation: str = fields.category("Auswertung", "Evaluation", EVALUATIONS, privacy="public")
    is_unevaluated: bool = fields.flag("nicht ausgewertet", "Not evaluated", privacy="public")
    days_past_end: int = fields.measure("Tage nach dem Ende", "Days past the end", unit="d", nullable=True)
    status: str = fields.status("published", "missing")

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Experimente", "title_en": "Experiments"}
