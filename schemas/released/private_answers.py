"""One row per figure of a differentially private answer: what was drawn, how far it may be off, what it cost."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule

KINDS = ("count", "histogram", "mean", "sum")
MECHANISMS = ("gaussian", "geometric", "laplace")


class PrivateAnswers(pa.DataFrameModel):
    """One figure of one question; the value holds noise on purpose and may be negative. Null: nothing came out."""

    period: str = fields.period()
    question: str = fields.field("Frage", "Question")
    kind: str = fields.category("Art", "Kind", KINDS, privacy="public")
    group: str = fields.field("Gruppe", "Group", nullable=True)
    value: float = fields.field("Wert mit Rauschen", "Value with noise", nullable=True)
    unit: str = fields.field("Einheit", "Unit")
    accuracy_95: float = fields.field(
        "Das Rauschen bleibt mit 95 % darunter", "The noise stays below with 95 %", nullable=True, ge=0
    )
    mechanism: str = fields.category("Verfahren", "Mechanism", MECHANISMS, privacy="public")
    scale: float = fields.field("Skala des Rauschens", "Scale of the noise", gt=0)
    epsilon: float = fields.field("ε der ganzen Antwort", "ε of the whole answer", gt=0)
    delta: float = fields.field("δ der ganzen Antwort", "δ of the whole answer", ge=0)
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Antworten mit Differential Privacy",
            "title_en": "Differentially private answers",
        }
        unique = ["period", "question", "group"]

    @rule(de="Ohne Wert steht genau, was fehlt.")
    def missing_says_so(cls) -> pl.Expr:
        "Without a value stands exactly what is missing."
        return pl.col("value").is_null() == (pl.col("status") == "missing")
