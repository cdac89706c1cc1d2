"""What people see of a run on Prefect's pages: counts per dataset and table. Never a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from prefect.artifacts import create_table_artifact

from flows.run import Run
from flows.stages.check_received import Accepted
from flows.stages.protect_dataset import Protected
from flows.stages.release_table import Released


def publish_counts(
    run: Run, accepted: Mapping[str, Accepted], protected: Mapping[str, Protected], tables: Sequence[Released]
) -> None:
    """Two table artifacts: rows of every dataset with its k, and rows of every released table."""
    key = run.terms.agreement.replace("_", "-")
    create_table_artifact(
        key=f"{key}-datasets",
        description=f"{run.terms.agreement} {run.period}: rows by dataset",
        table=[
            {
                "dataset": name,
                "received": None if run.is_private(name) else rows.report.rows_received,
                "accepted": None if run.is_private(name) else rows.report.rows_accepted,
                "rejected": None if run.is_private(name) else rows.report.rows_rejected,
                "k before": _k(protected.get(name), "before"),
                "k after": _k(protected.get(name), "after"),
            }
            for name, rows in accepted.items()
        ],
    )
    create_table_artifact(
        key=f"{key}-tables",
        description=f"{run.terms.agreement} {run.period}: released tables",
        table=[
            {
                "table": it.file.table,
                "rows": it.file.rows,
                "cells suppressed": it.cells_suppressed,
                "sha256": it.file.sha256,
            }
            for it in tables
        ],
    )


def _k(dataset: Protected | None, when: Literal["before", "after"]) -> int | None:
    if dataset is None:
        return None
    risk = dataset.made.before if when == "before" else dataset.shows and dataset.shows.risk
    return None if risk is None else risk.k
