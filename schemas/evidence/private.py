"""What differentially private answers of one run told, what they cost, and what is left to tell."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.evidence.base import Count, Digits, Strict, Text


class PrivateAnswer(Strict):
    """One question about persons and how it was answered; the figures are in the table `private_answers`."""

    question: str
    dataset: str
    kind: Literal["count", "sum", "mean", "histogram"]
    figures: Count = Field(description="One per declared group; 1 without groups.")
    unit: str
    mechanism: Literal["laplace", "geometric", "gaussian"]
    epsilon: Digits
    delta: Digits
    scale: Digits = Field(
        description="Of the noise of one figure, in its unit; for a mean of unknown size, of its sum."
    )
    count_scale: Digits | None = Field(description="Of the noise of the count below a mean of unknown size, in rows.")
    accuracy_95: Digits | None = Field(description="With 95 % the noise took no single figure further than this.")
    accuracy_95_all: Digits | None = Field(description="With 95 % it took none of all figures further than this.")
    edition: Count = Field(ge=1)
    person: str | None = Field(description="The column that says whose row it is; None: each row is a person.")
    rows_per_person: Count = Field(ge=1)
    entry: Count = Field(ge=1, description="Its line in the privacy ledger of the house.")


class PrivateBudget(Strict):
    """The budget of one population, and how it stood when the last answer of this run was recorded."""

    population: str
    is_shared: bool = Field(description="Whether other agreements may spend it, too.")
    epsilon: Digits
    delta: Digits
    spent_here_epsilon: Digits
    spent_here_delta: Digits
    left_epsilon: Digits
    left_delta: Digits


class PrivateAnswers(Strict):
    """Every question of the run, every budget it spent of, and what that does and does not promise."""

    reason: str
    promise: Text
    answers: tuple[PrivateAnswer, ...]
    budgets: tuple[PrivateBudget, ...]
