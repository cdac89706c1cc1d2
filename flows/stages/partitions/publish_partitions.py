"""The end: all written partitions are measured as one release, and only then get their place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from flows.no_values import no_values
from flows.promises_told import held_again, population_shown
from flows.search_told import losses_told, search_told
from flows.stages.partitions.agree_on_hierarchies import Agreed
from flows.stages.partitions.job import Job
from flows.stages.partitions.partition_files import PartitionFiles
from flows.stages.partitions.search_partitions import Figures, Found, figures
from flows.stages.partitions.work_folder import WorkFolder
from schemas.agreement.privacy_model import DistinctLRule, KAnonymityRule
from schemas.errors import StadtlandError
from transforms.privacy.full_domain.solution import Solution
from transforms.privacy.local.local_solution import LocalSolution
from transforms.privacy.metrics.field_loss import field_losses_counted
from transforms.privacy.partitions.summary import Summary
from transforms.privacy.risk.measure_counted import measure_counted


@no_values
def publish_partitions(work: str) -> dict[str, Any]:
    """The report of `stadtland protect`, and per partition its rows and the smallest class within it alone.

    k, l and t are those of the merged table, never of one partition: a class may lie in several files. Whoever hands
    over single files, or files whose names mean something (a district, a month), reads `smallest_class_in_one`.
    Errors: `partition-rows-lost`, `promise-not-kept`, `model-not-kept`; then nothing is written.
    """
    job, agreed, found, folder = Job.at(work), Agreed.at(work), Found.at(work), WorkFolder(work)
    solution = found.solution
    partitions: list[dict[str, Any]] = []

    def each() -> Iterator[Summary]:
        for place in job.released:
            summary = Summary.from_bytes(folder.get(f"after/{place}"))
            alone = measure_counted(summary.table)
            partitions.append({"partition": job.released_name(place), "rows": alone.rows, "smallest_class": alone.k})
            yield summary

    counted = Summary.merged(each()).table
    after = figures(counted, job, agreed)
    losses = field_losses_counted(counted, agreed.labels, agreed.hierarchies, withheld=solution.withheld_rows)
    expected, rows = solution.rows - solution.withheld_rows, sum(one["rows"] for one in partitions)
    if rows != expected:
        raise StadtlandError("partition-rows-lost", expected=expected, found=rows)
    _refuse_broken_promise(job, after)
    promises = _held(job, agreed, solution, folder.path / "released", after)
    _move(folder.path / "released", job.out)
    return {
        **search_told(solution),
        "dropped": [name for name in job.releasing.schema if name not in job.columns],
        "before": found.before,
        "after": after,
        "losses": losses_told(losses),
        "promises": promises,
        "smallest_class_in_one": min((one["smallest_class"] for one in partitions if one["rows"]), default=0),
        "partitions": partitions,
    }


def _refuse_broken_promise(job: Job, after: Figures) -> None:
    rules = job.rules
    for measured in after:
        diverse = measured["distinct_l"] if measured["distinct_l"] is not None else rules.l
        if measured["rows"] and (measured["k"] < rules.k or diverse < rules.l):
            raise StadtlandError(
                "promise-not-kept",
                file=str(job.out),
                k=measured["k"],
                l=diverse,
                promised_k=rules.k,
                promised_l=rules.l,
            )


def _held(
    job: Job, agreed: Agreed, solution: Solution | LocalSolution, released: Path, after: Figures
) -> list[dict[str, Any]]:
    """k and distinct l are told by the merged counts; any other model looks at all written rows once more."""
    if all(isinstance(rule, KAnonymityRule | DistinctLRule) for rule in job.rules.models):
        return _counted(job, after)
    names, rules = [job.released_name(place) for place in job.released], job.rules
    population = _together(job.files, list(rules.quasi_identifiers)) if job.subset else None
    return held_again(
        rules,
        pl.concat([pl.scan_parquet(released / name, glob=False) for name in names], how="vertical_relaxed"),
        file=job.out,
        files=agreed.files,
        searched=_together(job.releasing, rules.sensitive) if solution.withheld_rows and rules.sensitive else None,
        population=None if population is None else population_shown(population, agreed.hierarchies, solution),
    )


def _together(files: PartitionFiles, columns: list[str]) -> pl.LazyFrame:
    return pl.concat([files.frame(place, columns) for place in range(len(files.paths))])


def _counted(job: Job, after: Figures) -> list[dict[str, Any]]:
    told = []
    for rule in job.rules.models:
        if isinstance(rule, KAnonymityRule):
            smallest = min(measured["k"] for measured in after)
            told.append({"model": rule.model, "field": None, "promised": f"k = {rule.k}", "measured": smallest})
        elif isinstance(rule, DistinctLRule):
            told += [
                {"model": rule.model, "field": measured["sensitive"], "promised": f"l = {rule.l}"}
                | {"measured": measured["distinct_l"]}
                for measured in after
            ]
    return [{**one, "is_kept": True} for one in told]  # a broken one was refused before


def _move(released: Path, out: Path) -> None:
    if out.is_dir() and not released.exists():
        return  # done before, by a run of this stage that did not live to tell
    try:
        released.replace(out)  # onto an empty folder, or none
    except OSError:
        raise StadtlandError("out-folder-not-empty", out=str(out)) from None
