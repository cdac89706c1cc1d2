"""The end: all written partitions are measured as one release, and only then get their place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.no_values import no_values
from flows.search_told import search_told
from flows.stages.partitions.agree_on_hierarchies import Agreed
from flows.stages.partitions.job import Job
from flows.stages.partitions.search_partitions import Figures, Found, figures
from flows.stages.partitions.work_folder import WorkFolder
from schemas.errors import StadtlandError
from transforms.privacy.partitions.summary import Summary
from transforms.privacy.risk.measure_counted import measure_counted


@no_values
def publish_partitions(work: str) -> dict[str, Any]:
    """The report of `stadtland protect`, and per partition its rows and the smallest class within it alone.

    k, l and t are those of the merged table, never of one partition: a class may lie in several files. Whoever hands
    over single files, or files whose names mean something (a district, a month), reads `smallest_class_in_one`.
    Errors: `partition-rows-lost`, `promise-not-kept`; then nothing is written.
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

    after = figures(Summary.merged(each()).table, job, agreed)
    expected, rows = solution.rows - solution.withheld_rows, sum(one["rows"] for one in partitions)
    if rows != expected:
        raise StadtlandError("partition-rows-lost", expected=expected, found=rows)
    _refuse_broken_promise(job, after)
    _move(folder.path / "released", job.out)
    return {
        **search_told(solution),
        "dropped": [name for name in job.releasing.schema if name not in job.columns],
        "before": found.before,
        "after": after,
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


def _move(released: Path, out: Path) -> None:
    if out.is_dir() and not released.exists():
        return  # done before, by a run of this stage that did not live to tell
    try:
        released.replace(out)  # onto an empty folder, or none
    except OSError:
        raise StadtlandError("out-folder-not-empty", out=str(out)) from None
