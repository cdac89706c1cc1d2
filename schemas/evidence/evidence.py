"""The whole document: one run of one agreement for one period."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, computed_field

from schemas.evidence.base import Strict, Text
from schemas.evidence.chart import Chart
from schemas.evidence.check import Check, Counts
from schemas.evidence.dataset import Dataset
from schemas.evidence.figure import Figure, Finding
from schemas.evidence.handover import Approval, Delivered, Package, Retention, Verification
from schemas.evidence.private import PrivateAnswers
from schemas.evidence.run import Party, Purpose, Run
from schemas.evidence.second_opinion import SecondOpinion
from schemas.evidence.table import Table
from schemas.evidence.totals import Totals


class Evidence(Strict):
    """One run of one agreement for one period, for people who must be able to doubt it."""

    format: Literal["stadtland-evidence/1"] = "stadtland-evidence/1"
    run: Run
    parties: tuple[Party, ...]
    purposes: tuple[Purpose, ...]
    datasets: tuple[Dataset, ...]
    across: tuple[Check, ...] = Field(default=(), description="Rules across datasets.")
    tables: tuple[Table, ...]
    private_answers: PrivateAnswers | None = None
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    charts: tuple[Chart, ...] = Field(default=(), description="Pictures of released tables, as packaged.")
    gate: tuple[Check, ...] = Field(default=(), description="What the final bytes were held to before packaging.")
    approvals: tuple[Approval, ...] = ()
    retention: Retention
    package: Package | None = None
    deliveries: tuple[Delivered, ...] = Field(default=(), description="Empty in the copy that lies inside the package.")
    verification: Verification | None = None
    limits: tuple[Text, ...] = Field(default=(), description="What this run does not prove.")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def checks(self) -> Counts:
        """Every check of datasets, across them, of tables and of the gate, counted by verdict."""
        return Counts.of(self._every_check())

    @computed_field  # type: ignore[prop-decorator]
    @property
    def across_counts(self) -> Counts:
        """The rules across datasets by verdict."""
        return Counts.of(self.across)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def gate_counts(self) -> Counts:
        """The gate's checks by verdict."""
        return Counts.of(self.gate)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def totals(self) -> Totals:
        """Sums over all datasets, tables and findings."""
        return Totals.of(self.datasets, self.tables, self.findings)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def is_sound(self) -> bool:
        """Whether nothing stops this run: no stopping check, promises kept, both opinions accept, a valid package."""
        return (
            not any(check.is_stopping for check in self._every_check())
            and all(dataset.protection is None or dataset.protection.is_kept for dataset in self.datasets)
            and all(opinion.accepts and opinion.agrees for opinion in self._opinions())
            and (self.verification is None or self.verification.is_valid)
        )

    def _opinions(self) -> tuple[SecondOpinion, ...]:
        return tuple(table.second_opinion for table in self.tables if table.second_opinion is not None)

    def _every_check(self) -> tuple[Check, ...]:
        of_datasets = (check for dataset in self.datasets for check in dataset.checks)
        of_tables = (check for table in self.tables for check in table.checks)
        return (*of_datasets, *self.across, *of_tables, *self.gate)
