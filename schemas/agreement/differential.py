"""Differential privacy in an agreement: whom it protects, how much may be told, and what is asked."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from schemas.agreement.base import Key, Strict

Epsilon = Annotated[Decimal, Field(gt=0, le=1000, max_digits=18, decimal_places=12)]
Delta = Annotated[Decimal, Field(ge=0, lt=1, decimal_places=30)]
Mechanism = Literal["laplace", "geometric", "gaussian"]
MOST_STEPS = 2**53
"""Bounds count steps exactly up to here, also where values come as floats."""
PRIVATE_ANSWERS = "private_answers"
"""The table of all answers, in `handover.tables` and as `schemas/released/private_answers.py`."""


class PrivacyUnit(Strict):
    """Who is protected in one dataset: everything that one person contributes, or each row for itself."""

    person: Key | None = Field(
        default=None, description="The column that says whose row it is; without one a row is a person."
    )
    rows_per_person: int = Field(default=1, ge=1, description="Rows of one person that count; the rest is left out.")
    population: Key | None = Field(
        default=None,
        description="Whose persons these are: datasets and agreements that name the same one share its budget. "
        "Without one, all datasets of the agreement are about the same persons.",
    )

    @model_validator(mode="after")
    def _rows_belong_to_somebody(self) -> PrivacyUnit:
        if self.person is None and self.rows_per_person != 1:
            raise ValueError("rows_per_person needs person, the column that says whose row it is")
        return self


class Bounds(Strict):
    """The range into which every value is brought before it counts, chosen without looking at the data."""

    lower: Decimal
    upper: Decimal
    step: Decimal = Field(default=Decimal(1), gt=0, description="Values are counted in whole steps of this size.")

    @model_validator(mode="after")
    def _whole_steps(self) -> Bounds:
        if self.upper <= self.lower:
            raise ValueError("upper must lie above lower")
        if self.lower % self.step or self.upper % self.step:
            raise ValueError("lower and upper must be whole multiples of step")
        if max(abs(self.lower), abs(self.upper)) / self.step > MOST_STEPS:
            raise ValueError(f"bounds of more than {MOST_STEPS} steps cannot be counted exactly; choose a larger step")
        return self


class _Asked(Strict):
    dataset: Key
    where: dict[Key, list[str]] = Field(
        default_factory=dict, description="Only rows whose column has one of these values."
    )
    epsilon: Epsilon = Field(description="What this answer may spend of the budget.")
    delta: Delta = Field(default=Decimal(0), description="Above 0 for mechanism gaussian, 0 for the others.")
    mechanism: Mechanism = "laplace"
    edition: int = Field(
        default=1, ge=1, description="A higher one asks anew, for example after a correction, and spends again."
    )

    @model_validator(mode="after")
    def _delta_belongs_to_gaussian(self) -> _Asked:
        if (self.mechanism == "gaussian") != (self.delta > 0):
            raise ValueError("delta is above 0 for mechanism gaussian and 0 for the others")
        if self.mechanism == "geometric" and getattr(self, "at_most", None) is None:
            raise ValueError("mechanism geometric belongs to kind count, with at_most")
        return self


class CountQuestion(_Asked):
    """How many rows?"""

    kind: Literal["count"]
    at_most: int | None = Field(
        default=None, ge=1, le=1_000_000, description="For geometric: more than this is told as this."
    )


class SumQuestion(_Asked):
    """How much in all, or in each declared group?"""

    kind: Literal["sum"]
    column: Key
    bounds: Bounds
    by: dict[Key, list[str]] = Field(
        default_factory=dict, description="Groups: every declared value of these columns, never what the data hold."
    )


class MeanQuestion(_Asked):
    """How much on average?"""

    kind: Literal["mean"]
    column: Key
    bounds: Bounds
    size: int | None = Field(default=None, ge=1, description="The number of rows, where it is public anyway.")


class HistogramQuestion(_Asked):
    """How many rows in each declared group?"""

    kind: Literal["histogram"]
    by: dict[Key, list[str]] = Field(min_length=1, description="Every declared value, never what the data hold.")


Question = Annotated[CountQuestion | SumQuestion | MeanQuestion | HistogramQuestion, Field(discriminator="kind")]


class DifferentialPrivacy(Strict):
    """A budget for the whole life of the agreement, all periods together, and the questions that spend it.

    The answers are one table, `private_answers`. A dataset in `units` leaves in no other way.
    """

    epsilon: Epsilon = Field(description="The most that all answers about one population may spend together.")
    delta: Delta = Decimal(0)
    units: dict[Key, PrivacyUnit] = Field(min_length=1, description="By dataset.")
    questions: dict[Key, Question] = Field(min_length=1)
    reason: str = Field(description="The decision behind the budget.")

    @model_validator(mode="after")
    def _questions_fit(self) -> DifferentialPrivacy:
        for name, question in self.questions.items():
            if question.dataset not in self.units:
                raise ValueError(f"question {name}: units says nothing about dataset {question.dataset}")
            lists = {**question.where, **getattr(question, "by", {})}
            for column, values in lists.items():
                if not values or len(set(values)) != len(values):
                    raise ValueError(f"question {name}: {column} needs values, each one once")
        for population in {unit.population for unit in self.units.values()}:
            about = [it for it in self.questions.values() if self.units[it.dataset].population == population]
            for part in ("epsilon", "delta"):
                asked = sum((getattr(question, part) for question in about), Decimal(0))
                if asked > getattr(self, part):
                    raise ValueError(
                        f"one period's questions spend {part} {asked}, more than the budget of all periods"
                    )
        return self
