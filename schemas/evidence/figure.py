"""One number of the results, and one line of the audit of a published inventory."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from schemas.evidence.base import Number, Status, Strict, Text


class Figure(Strict):
    """One number of the results, shown in full. Figures of one group share a unit and are drawn together."""

    table: str
    group: Text
    label: Text
    value: Number | None
    unit: str
    status: Status
    formula: Text | None = None
    source: str | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] | None = Field(
        default=None, description="Decimals shown; the JSON keeps all."
    )
    is_total: bool = Field(default=False, description="Shown below the others and never drawn beside its own parts.")

    @model_validator(mode="after")
    def _missing_is_never_zero(self) -> Figure:
        if (self.value is None) != (self.status in ("missing", "suppressed")):
            raise ValueError(f"{self.table}/{self.label.en}: value {self.value} with status {self.status}")
        return self


class Finding(Strict):
    """One line of the arithmetic audit of a published inventory."""

    check: str
    subject: str
    rule: str
    printed: Number | None
    recomputed: Number | None
    difference: Number | None
    unit: str
    tolerance: Number | None = Field(default=None, description="The largest difference that still matches, in unit.")
    holds: bool | None = Field(description="None: not checked, an input is missing or unknown.")
    verdict: str
