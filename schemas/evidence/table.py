"""One released table, as its final bytes are."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.evidence.base import Count, Number, PrivacyClass, Sha256, Strict, Text
from schemas.evidence.check import Check
from schemas.evidence.second_opinion import SecondOpinion


class Column(Strict):
    """One column of a released table."""

    name: str
    title: Text
    unit: str | None = None
    privacy: PrivacyClass


class ControlTotal(Strict):
    """A sum that the receiver can recompute from the table."""

    column: str
    value: Number
    unit: str | None = None


class SmallCells(Strict):
    """Suppression of small cells in one released table."""

    minimum: Annotated[int, Field(ge=2)]
    reason: str
    cells: Count
    suppressed: Count


class Table(Strict):
    """One released table: its final bytes."""

    name: str
    title: Text
    path: str = Field(description="Inside the package.")
    sha256: Sha256
    size_bytes: Count
    rows: Count
    columns: tuple[Column, ...]
    control_totals: tuple[ControlTotal, ...] = ()
    parameters: dict[str, str | int | float] = Field(
        default_factory=dict, description="What the result was computed with."
    )
    rests_on: tuple[str, ...] = Field(default=(), description="Keys of the datasets it was computed from.")
    checks: tuple[Check, ...]
    small_cells: SmallCells | None = None
    second_opinion: SecondOpinion | None = None
