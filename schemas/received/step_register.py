"""One row per step of a transformation process, of the five there are: where it stands."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas import fields, pathway_words
from schemas.folded import folded
from schemas.names_nobody import names_nobody
from schemas.rule import rule


class StepRegister(pa.DataFrameModel):
    """A step that is not in the register is missing, not open."""

    step: str = fields.field("Schritt", "Step")
    step_status: str = fields.field("Stand", "Status of the step")
    start_date: dt.date = fields.date("Beginn", "Start", privacy="public", nullable=True)
    end_date: dt.date = fields.date("Ende", "End", privacy="public", nullable=True)
    owner_role: str = fields.field("Zuständige Rolle", "Owner (role)", nullable=True)
    evidence: str = fields.field("Nachweis", "Evidence", nullable=True)

    @rule(de="Der Schritt ist einer der fünf.")
    def step_is_known(cls) -> pl.Expr:
        "The step is one of the five."
        return folded("step").is_in(list(pathway_words.STEP_WORDS))

    @rule(de="Der Stand ist offen, laufend oder abgeschlossen.")
    def step_status_is_known(cls) -> pl.Expr:
        "The status is open, running or done."
        return folded("step_status").is_in(list(pathway_words.STEP_STATUS_WORDS))

    owner_role_names_nobody = names_nobody("owner_role", "Die Zuständigkeit", "The owner", is_sentence=True)
