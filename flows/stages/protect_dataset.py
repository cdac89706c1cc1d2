"""Protects one dataset: harmonised, every field by its rule, checked and measured from what was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl

from config.hierarchies.load import hierarchy_table
from flows.progress import announce
from flows.run import Run
from flows.stages.check_received import Accepted, stop_if_broken
from flows.stages.measure_protected import Shown, measure_protected, searched_beside
from schemas.agreement import Tolerance
from schemas.check import check
from schemas.check_report import CheckReport
from schemas.registry import schema
from sources.secret import resolve
from transforms.privacy.by_rules import Made, by_rules
from transforms.privacy.hierarchies.hierarchy import Hierarchy

NOTHING_BROKEN = {"*": Tolerance(effect="stop", at_most=0.0)}
"""Behind the first gate a broken rule is our own fault, so it always stops the run."""


@dataclass(frozen=True)
class Protected:
    """One dataset after protection: the file, how it came about, and what it shows (None: nothing to protect)."""

    path: Path
    report: CheckReport
    made: Made
    shows: Shown | None


def protect_dataset(run: Run, key: str, accepted: Accepted) -> Protected:
    """Write one dataset to the protected zone. Raises `check-stopped` for rows the anonymised schema refuses."""
    announce("protect", key)
    terms = run.dataset(key)
    path = run.zone("protected") / f"{key}.parquet"
    # Protection looks at the rows several times (risk before, classes, recoding): harmonise them once.
    harmonised = path.with_suffix(".harmonised")
    harmonise(run.stem(key))(pl.scan_parquet(accepted.path)).sink_parquet(harmonised, compression="lz4")
    found = by_rules(
        pl.scan_parquet(harmonised),
        terms.fields,
        terms.protection,
        files={
            rule.hierarchy: Hierarchy.from_table(hierarchy_table(rule.hierarchy), name=rule.hierarchy)
            for rule in terms.fields.values()
            if isinstance(rule.hierarchy, str)
        }
        | {
            name: Hierarchy.from_table(hierarchy_table(name), name=name)
            for name in (terms.protection.hierarchies if terms.protection else ())
        },
        keys={
            name: resolve(rule.key, used_for=name).encode()
            for name, rule in terms.fields.items()
            if rule.key is not None
        },
        agreement=run.terms.agreement,
        purpose=terms.purpose,
    )
    unchecked = path.with_suffix(".unchecked")
    found.frame.sink_parquet(unchecked, compression="zstd", compression_level=1, maintain_order=True)
    report = check(
        pl.scan_parquet(unchecked),
        schema("anonymised", run.stem(key)),
        columns=found.frame.collect_schema().names(),
        tolerances=NOTHING_BROKEN,
    )
    stop_if_broken(report, key, "-")
    unchecked.replace(path)
    searched = searched_beside(path)
    searched.unlink(missing_ok=True)
    if found.made.solution is not None and found.made.solution.withheld_rows and found.made.promises:
        found.searched.select(found.made.sensitive).sink_parquet(searched)
    if found.made.solution is not None and found.made.method is not None:
        found.searched.select(found.made.quasi_identifiers).sink_parquet(searched)
    harmonised.unlink()
    shows = None if found.made.before is None else measure_protected(path, found.made, searched)
    protected = Protected(path, report, found.made, shows)
    announce("protect", key, is_done=True, rows=report.rows_accepted, **_told(protected))
    return protected


def _told(protected: Protected) -> dict[str, int]:
    told: dict[str, int] = {}
    if protected.made.before is not None and protected.shows is not None:
        told |= {"k_before": protected.made.before.k or 0, "k_after": protected.shows.risk.k or 0}
    if protected.made.solution is not None:
        told |= {"suppressed": protected.made.solution.suppressed_rows}
    return told


def harmonise(stem: str) -> Callable[[pl.LazyFrame], Any]:
    """The function that brings received rows of this stem into our names, units and words."""
    found: Callable[[pl.LazyFrame], Any] = getattr(import_module(f"transforms.harmonise.{stem}"), stem)
    return found
