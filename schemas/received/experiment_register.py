"""One row per experiment of a transformation: what it shall show, by what, when, and what was decided."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas import fields, pathway_words
from schemas.folded import folded
from schemas.rule import rule


class ExperimentRegister(pa.DataFrameModel):
    """Evaluated means: a result and a decision. Its days are start and end, or those of `experiment_period`."""

    experiment: str = fields.field("Experiment", "Experiment", unique=True)
    hypothesis: str = fields.field("Annahme", "Hypothesis", nullable=True)
    indicator: str = fields.field("Indikator", "Indicator", nullable=True)
    start_date: dt.date = fields.date("Beginn", "Start", privacy="public", nullable=True)
    end_date: dt.date = fields.date("Ende", "End", privacy="public", nullable=True)
    experiment_period: str = fields.period(
        nullable=True, metadata={"title_de": "Laufzeit", "title_en": "Period of the experiment"}
    )
    result: str = fields.field("Ergebnis", "Result", nullable=True)
    decision: str = fields.field("Entscheidung", "Decision", nullable=True)

    @rule(de="Das Experiment endet nicht, bevor es beginnt.")
    def experiment_ends_after_its_start(cls) -> pl.Expr:
        "The experiment does not end before it starts."
        return pl.col("end_date") >= pl.col("start_date")

    @rule(de="Die Entscheidung ist ausweiten, anpassen oder beenden.")
    def decision_is_known(cls) -> pl.Expr:
        "The decision is scale, adapt or stop."
        return folded("decision").is_in(list(pathway_words.DECISION_WORDS))
