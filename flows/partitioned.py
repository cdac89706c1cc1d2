"""Protection in partitions as a Prefect flow: every partition of every pass is a task on a Dask cluster.

Tasks are given the path of the run's private folder and a number, and return a count; rows, values and counts of
classes go from task to task as files in that folder, which all machines of the cluster must see under the same path.
So nothing personal comes near Prefect's database, its logs, or the network between scheduler and workers.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ParamSpec, TypeVar, cast

from distributed import KilledWorker
from prefect import Task, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import TaskRun
from prefect.context import FlowRunContext
from prefect.states import State
from prefect_dask import DaskTaskRunner
from prefect_dask.task_runners import PrefectDaskFuture

from flows.stages.partitions.agree_on_hierarchies import agree_on_hierarchies
from flows.stages.partitions.collect_values import collect_values
from flows.stages.partitions.count_partition import count_partition
from flows.stages.partitions.open_partitions import open_partitions
from flows.stages.partitions.protect_partitions import PartitionStages, protect_partitions
from flows.stages.partitions.publish_partitions import publish_partitions
from flows.stages.partitions.release_partition import release_partition
from flows.stages.partitions.search_partitions import search_partitions
from schemas.errors import StadtlandError

P = ParamSpec("P")
R = TypeVar("R")

PASSING = {"stage-failed", "table-unreadable"}
"""A shared folder may not answer for a moment. What the data or the rules are refused for is never tried again."""

WAITS_SECONDS = [1.0, 4.0]


@flow(name="protect partitions", flow_run_name="{source}", persist_result=False, log_prints=False)
def partitioned(
    source: str,
    rules: str,
    out: str,
    cluster: str | None = None,
    workers: int = 2,
    delimiter: str | None = None,
) -> dict[str, Any]:
    """Protect every file in the folder `source` as one table into the folder `out`; returns the report.

    `cluster` is the address of a Dask scheduler (`tcp://…`, `tls://…`); without one `workers` processes of this
    machine are started and ended. A worker that dies is replaced by another: its partition is done again, and gives the
    same bytes.
    """
    runner = DaskTaskRunner(address=cluster) if cluster else DaskTaskRunner(cluster_kwargs=_local(workers))
    return _passes.with_options(task_runner=runner)(source, rules, out, delimiter)


@flow(name="passes over partitions", persist_result=False, log_prints=False)
def _passes(source: str, rules: str, out: str, delimiter: str | None) -> dict[str, Any]:
    return protect_partitions(source, rules, out, STAGES, delimiter=delimiter)


def _may_pass(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    error = state.result(raise_on_failure=False)
    return isinstance(error, StadtlandError) and error.code in PASSING


def _step(stage: Callable[P, R], name: str, *, is_repeated: bool = False) -> Task[P, R]:
    retrying: dict[str, Any] = (
        {"retries": len(WAITS_SECONDS), "retry_delay_seconds": WAITS_SECONDS, "retry_condition_fn": _may_pass}
        if is_repeated
        else {}
    )
    return task(
        name=name, task_run_name=None, cache_policy=NO_CACHE, persist_result=False, log_prints=False, **retrying
    )(stage)


def _on_cluster(step: Callable[[str, int], int], work: str, places: Sequence[int]) -> Iterator[int]:
    """The step for every partition, wherever a worker is free; results in the order of the partitions."""
    submitted = cast("Task[[str, int], int]", step)
    futures = [cast("PrefectDaskFuture[int]", submitted.submit(work, place)) for place in places]
    try:
        for future in futures:
            yield future.result()
    except KilledWorker:  # several workers in a row died of the same partition
        raise StadtlandError("partition-worker-lost") from None
    finally:
        for future in futures:
            future.wrapped_future.cancel()  # of no effect on what is done


def _local(workers: int) -> dict[str, Any]:
    """Processes of this machine that hear nobody else, and report to the server that this run reports to."""
    run = FlowRunContext.get()
    environment = {"POLARS_MAX_THREADS": str(max(1, (os.cpu_count() or 1) // workers))}
    if run is not None:
        environment["PREFECT_API_URL"] = str(run.client.api_url)  # else each worker would start a server of its own
    return {
        "n_workers": workers,
        "threads_per_worker": 1,
        "processes": True,
        "dashboard_address": "127.0.0.1:0",
        "silence_logs": logging.ERROR,  # workers that are told to stop are said to have been killed
        "env": environment,
    }


STAGES = PartitionStages(
    open=_step(open_partitions, "open"),
    collect=_step(collect_values, "values", is_repeated=True),
    agree=_step(agree_on_hierarchies, "agree"),
    count=_step(count_partition, "count", is_repeated=True),
    search=_step(search_partitions, "search"),
    release=_step(release_partition, "release", is_repeated=True),
    publish=_step(publish_partitions, "publish"),
    each=_on_cluster,
)
