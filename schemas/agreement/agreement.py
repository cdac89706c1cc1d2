"""One cooperation between parties, for a limited time: the whole YAML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field, field_validator

from schemas.agreement.base import Key, Strict, TableName
from schemas.agreement.dataset import Dataset
from schemas.agreement.handover import Handover, Learning, Progress, Result, Retention
from schemas.agreement.parties import Party, Purpose, Validity
from schemas.agreement.protection import CellRule, Tolerance


class Agreement(Strict):
    """One cooperation between parties, for a limited time."""

    agreement: Key = Field(description="Its key; also names folders and object prefixes.")
    version: int = Field(ge=1)
    title: str
    valid: Validity
    parties: dict[Key, Party] = Field(min_length=2)
    purposes: dict[Key, Purpose] = Field(min_length=1)
    datasets: dict[Key, Dataset] = Field(min_length=1)
    rules_across: dict[TableName, Tolerance] = Field(
        default_factory=dict, description="Rules across datasets (schemas/rules), each with what a broken one does."
    )
    results: list[Result] = Field(default_factory=list)
    small_cells: dict[TableName, CellRule] = Field(default_factory=dict, description="By released table.")
    progress: Progress | None = None
    handover: Handover
    learning: Learning | None = None
    retention: Retention = Retention()
    approvals: list[Key] = Field(default_factory=list)

    @field_validator("results", mode="before")
    @classmethod
    def _short_results(cls, value: Any) -> Any:
        """`- ghg_balance` and `- ghg_balance: {factors: bisko}` are both how people write it."""
        if not isinstance(value, list):
            return value
        return [_as_result(item) for item in value]


def _as_result(item: Any) -> Any:
    if isinstance(item, str):
        return {"name": item}
    if isinstance(item, Mapping) and len(item) == 1 and "name" not in item:
        ((name, parameters),) = item.items()
        return {"name": name, "parameters": parameters or {}}
    return item
