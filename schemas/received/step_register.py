"""One row per step of a transformation process, of the five there are: where it stands."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas import contact, fields, pathway_words
from schemas.folded import folded
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

    @rule(de="Die Zuständigkeit ist eine Rolle und nennt weder Person noch Kontakt.")
    def owner_is_a_role(cls) -> pl.Expr:
        "The owner is a role and names neither a person nor a contact."
        return ~contact.holds_person("owner_role")
