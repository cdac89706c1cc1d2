"""The road of one real agreement without an orchestrator: its stages in order, and what each of them found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.plan_results import plan_results
from flows.stages.check_across_datasets import check_across_datasets
from flows.stages.check_received import Accepted, check_received
from flows.stages.compute_result import Computed, compute_result
from flows.stages.open_run import open_run
from flows.stages.package_tables import Packed, package_tables
from flows.stages.protect_dataset import Protected, protect_dataset
from flows.stages.read_dataset import read_dataset
from flows.stages.release_table import Released, release_table
from sources.snapshot import Snapshot

HOUSE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Walked:
    """One run up to its package, which has passed the gate."""

    received: dict[str, Snapshot]
    accepted: dict[str, Accepted]
    protected: dict[str, Protected]
    released: dict[str, Released]
    packed: Packed

    def rows(self, dataset: str) -> tuple[int, int, int]:
        """Rows received, accepted and rejected."""
        report = self.accepted[dataset].report
        return report.rows_received, report.rows_accepted, report.rows_rejected

    def broken(self, dataset: str) -> dict[str, int]:
        """Rows that broke each rule, by rule; rules that nobody broke are left out."""
        return {rule.rule: rule.failed for rule in self.accepted[dataset].report.rules if rule.failed}

    def table(self, name: str) -> pl.DataFrame:
        """One table as it lies in the package."""
        return pl.read_parquet(self.packed.package.path / "data" / "tables" / f"{name}.parquet")

    def tables(self) -> set[str]:
        """Names of the tables that lie in the package."""
        return {file.stem for file in (self.packed.package.path / "data" / "tables").iterdir()}


def walk(agreement: str, period: str, data: Path) -> Walked:
    """Read, check, protect, compute, release and package one agreement; paths start from the checkout."""
    run = open_run(agreement, period, str(data), str(HOUSE))
    received = {key: read_dataset(run, key) for key in run.terms.datasets}
    accepted = {key: check_received(run, key, snapshot) for key, snapshot in received.items()}
    across = check_across_datasets(run, accepted)
    protected = {key: protect_dataset(run, key, rows) for key, rows in accepted.items()}
    computed: dict[str, Computed] = {}
    for planned in plan_results(run.agreed):
        computed[planned.name] = compute_result(run, planned, computed)
    made: dict[str, Protected | Computed] = {**protected, **computed}
    released = {name: release_table(run, name, made[name]) for name in run.terms.handover.tables}
    packed = package_tables(run, received, accepted, across, protected, list(released.values()))
    return Walked(received, accepted, protected, released, packed)
