"""What a report of `stadtland protect` tells about the search, whether the table is one file or many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from transforms.privacy.full_domain.solution import Solution
from transforms.privacy.local.local_solution import LocalSolution
from transforms.privacy.metrics.field_loss import FieldLoss


def losses_told(fields: Mapping[str, FieldLoss]) -> dict[str, Any]:
    """What each quasi-identifier lost, measured from the written labels: 0 as received, 1 nothing left."""
    return {name: {"loss": it.loss, "labels": it.labels} for name, it in fields.items()}


def search_told(solution: Solution | LocalSolution) -> dict[str, Any]:
    """Levels, loss and its bound, rows and classes; how much of the lattice was looked at, where there is one."""
    told = {
        "levels": solution.levels,
        "heights": solution.heights,
        "metric": solution.metric,
        "loss": solution.loss,
        "bound": solution.bound,
        "optimal": solution.optimal,
        "rows": solution.rows,
        "suppressed": solution.suppressed_rows,
        "suppressed_share": solution.suppressed_share,
        "withheld": solution.withheld_rows,
        "classes": solution.classes,
    }
    if isinstance(solution, Solution):
        told |= {"nodes": solution.nodes, "nodes_checked": solution.nodes_checked}
    return told
