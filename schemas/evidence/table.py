"""One released table, as its final bytes are."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, computed_field, field_validator

from schemas.evidence.base import Count, Digits, PrivacyClass, Sha256, Strict, Text
from schemas.evidence.check import Check, Counts
from schemas.evidence.second_opinion import SecondOpinion


class Column(Strict):
    """One column of a released table."""

    name: str
    title: Text
    unit: str | None = None
    privacy: PrivacyClass


class ControlTotal(Strict):
    """What the receiver recomputes from one column: its sum, and how many of its cells are not null."""

    column: str
    value: Digits | None = Field(description="The exact sum as text, so that no reader rounds it; None: no number.")
    cells: Count | None = Field(default=None, description="Cells that are not null; None: not counted.")
    unit: str | None = None

    @field_validator("value", mode="before")
    @classmethod
    def _as_digits(cls, value: Any) -> Any:
        return repr(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


class SmallCells(Strict):
    """What was done to the small cells of one released table, and what is left to guess, measured from its bytes."""

    method: Literal["suppress", "round", "grid", "perturb"] = "suppress"
    minimum: Annotated[int, Field(ge=2)]
    reason: str
    cells: Count
    suppressed: Count
    at_risk: Count | None = Field(
        default=None, description="Suppressed because fewer than `minimum` units stand there."
    )
    protecting: Count | None = Field(
        default=None, description="Suppressed so that those cannot be computed; None: not asked for."
    )
    known_totals: tuple[str, ...] = Field(
        default=(), description="Totals taken to be known from elsewhere, by what they are broken down by; '': of all."
    )
    promised_width: Count | None = Field(
        default=None, description="Units that the interval of each suppressed count spans."
    )
    promised_percent: float | None = Field(
        default=None, description="Of the high end, what the interval of each suppressed sum spans."
    )
    measured: Count | None = Field(
        default=None, description="Intervals measured from the final bytes, all as promised."
    )
    narrowest: Count | None = Field(
        default=None, description="Units in the narrowest; None: every one is open upwards."
    )
    narrowest_percent: float | None = None
    rounded_to: Count | None = None
    merged: Count | None = Field(default=None, description="Grid cells that stand in a coarser one.")


class Table(Strict):
    """One released table: its final bytes."""

    name: str
    title: Text
    path: str = Field(description="Inside the package.")
    sha256: Sha256
    size_bytes: Count
    rows: Count
    columns: tuple[Column, ...]
    control_totals: tuple[ControlTotal, ...] = Field(default=(), description="By column, as they stand in the package.")
    parameters: dict[str, str | int | float] = Field(
        default_factory=dict, description="What the result was computed with."
    )
    rests_on: tuple[str, ...] = Field(default=(), description="Keys of the datasets it was computed from.")
    checks: tuple[Check, ...]
    small_cells: SmallCells | None = None
    second_opinion: SecondOpinion | None = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def counts(self) -> Counts:
        """This part's checks by verdict."""
        return Counts.of(self.checks)
