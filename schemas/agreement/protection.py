"""What is promised for personal data, and what a broken rule does."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.agreement.base import Key, Share, Strict


class Protection(Strict):
    """The promise for one dataset of personal data: measured again from the final bytes."""

    k: int = Field(ge=2, description="Rows per class of quasi-identifiers, at least.")
    l: int = Field(default=1, ge=1, description="Distinct sensitive values per class, at least.")  # noqa: E741 - the model's own name
    suppress_at_most: Share = 0.0
    metric: Literal["loss", "non-uniform-entropy", "discernibility", "average-class-size"] = "loss"
    reason: str = Field(description="The law or the decision behind the numbers.")


class Tolerance(Strict):
    """What a broken rule does: `stop` the run, `quarantine` the rows, or `warn` and keep them."""

    effect: Literal["stop", "quarantine", "warn"] = "quarantine"
    at_most: Share = Field(default=1.0, description="Share of rows that may break it before the run stops.")
    reason: str | None = None


class CellRule(Strict):
    """Suppression of small cells in one released table."""

    count: Key = Field(description="The column that counts the units (persons, buildings) behind a row.")
    minimum: int = Field(ge=2)
    values: list[Key] = Field(default_factory=list, description="Columns that are blanked together with the count.")
    zeros_are_safe: bool = Field(default=True, description="A structural zero tells nothing about anybody.")
    reason: str
