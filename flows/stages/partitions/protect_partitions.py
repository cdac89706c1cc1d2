"""The road of one table in many files, once: plain, in processes, or as tasks on a cluster. Reads aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flows.progress import announce
from flows.stages.partitions.agree_on_hierarchies import agree_on_hierarchies
from flows.stages.partitions.collect_values import collect_values
from flows.stages.partitions.count_partition import count_partition
from flows.stages.partitions.job import Job
from flows.stages.partitions.open_partitions import open_partitions
from flows.stages.partitions.publish_partitions import publish_partitions
from flows.stages.partitions.release_partition import release_partition
from flows.stages.partitions.search_partitions import search_partitions
from flows.stages.partitions.work_folder import WorkFolder

Stage = Callable[[str, int], int]


def one_by_one(stage: Stage, work: str, places: Sequence[int]) -> Iterator[int]:
    """Partition after partition in this process: memory is that of the largest one, and of the merged counts."""
    for place in places:
        yield stage(work, place)


@dataclass(frozen=True)
class PartitionStages:
    """The stages, plain or wrapped as tasks, and how a stage is done for each of many partitions (in their order)."""

    open: Callable[..., str] = open_partitions
    collect: Stage = collect_values
    agree: Callable[[str], dict[str, int]] = agree_on_hierarchies
    count: Stage = count_partition
    search: Callable[[str], int] = search_partitions
    release: Stage = release_partition
    publish: Callable[[str], dict[str, Any]] = publish_partitions
    each: Callable[[Stage, str, Sequence[int]], Iterator[int]] = one_by_one


def protect_partitions(
    source: str, rules: str, out: str, do: PartitionStages, *, delimiter: str | None = None
) -> dict[str, Any]:
    """Protect every file in the folder `source` as one table, into the folder `out`; returns the report.

    The answer is that of the whole table in one file, whatever the partitioning. Nothing is written to `out` unless
    everything succeeded; what stages leave for each other lies in a private folder beside it and is removed.
    """
    work = do.open(source, rules, out, delimiter)
    try:
        job = Job.at(work)
        _each(do, "values", do.collect, work, [place for place in job.places if job.built(place)])
        do.agree(work)
        _each(do, "count", do.count, work, job.places)
        do.search(work)
        _each(do, "release", do.release, work, job.released)
        return do.publish(work)
    finally:
        WorkFolder(work).remove()


def _each(do: PartitionStages, step: str, stage: Stage, work: str, places: Sequence[int]) -> None:
    job = Job.at(work)
    for place, number in zip(places, do.each(stage, work, places), strict=True):
        announce(step, job.name(place), is_done=True, **{"values" if step == "values" else "rows": number})
