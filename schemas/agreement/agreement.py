"""One cooperation between parties, for a limited time: the whole YAML."""

from __future__ import annotations

from pydantic import Field

from schemas.agreement.base import Key, Strict, TableName
from schemas.agreement.cells import CellRule
from schemas.agreement.dataset import Dataset
from schemas.agreement.differential import DifferentialPrivacy
from schemas.agreement.handover import Handover, Learning, Progress, Results, Retention
from schemas.agreement.parties import Party, Purpose, Validity
from schemas.agreement.protection import Tolerance
from schemas.agreement.releases import DifferencingGuard


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
    results: Results = Field(default_factory=list)
    small_cells: dict[TableName, CellRule] = Field(default_factory=dict, description="By released table.")
    differencing: DifferencingGuard | None = None
    differential_privacy: DifferentialPrivacy | None = Field(
        default=None, description="Datasets that leave as noisy answers only, and the budget these may spend."
    )
    progress: Progress | None = None
    handover: Handover
    learning: Learning | None = None
    retention: Retention = Retention()
    approvals: list[Key] = Field(default_factory=list)

    @property
    def private_datasets(self) -> frozenset[str]:
        """Datasets of which nothing exact may be told, not even how many rows they have."""
        return frozenset(self.differential_privacy.units if self.differential_privacy else ())
