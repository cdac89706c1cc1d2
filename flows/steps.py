"""The stages as Prefect tasks: names, retries of input and output only, no caching or storing of what they touch.

Retried is what may pass by itself: a source or a target that does not answer. A failed check is never retried.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import TaskRun
from prefect.runtime import task_run
from prefect.states import State

from flows.artifacts import publish_counts
from flows.no_values import no_values
from flows.road import Stages
from flows.stages.afford_answers import afford_answers
from flows.stages.answer_questions import answer_questions
from flows.stages.check_across_datasets import check_across_datasets
from flows.stages.check_received import check_received
from flows.stages.compute_result import compute_result
from flows.stages.deliver_package import deliver_package
from flows.stages.guard_releases import guard_releases, remember_releases
from flows.stages.open_run import open_run
from flows.stages.package_tables import package_tables
from flows.stages.protect_dataset import protect_dataset
from flows.stages.read_dataset import read_dataset
from flows.stages.release_table import release_table
from flows.stages.write_report import write_report
from schemas.errors import StadtlandError

P = ParamSpec("P")
R = TypeVar("R")

PASSING = {"source-unreachable", "target-unreachable"}
WAITS_SECONDS = [1.0, 4.0, 15.0]


def _may_pass(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    error = state.result(raise_on_failure=False)
    return isinstance(error, StadtlandError) and error.code in PASSING


def _counting_attempts(stage: Callable[P, R]) -> Callable[P, R]:
    """The same stage, saying in its error how often it was tried: a stage by itself knows of one attempt only."""

    @wraps(stage)
    def counted(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return stage(*args, **kwargs)
        except StadtlandError as error:
            if "attempts" not in error.facts:
                raise
            raise StadtlandError(error.code, **{**error.facts, "attempts": task_run.run_count}) from None

    return counted


def _step(stage: Callable[P, R], name: str, *, is_io: bool = False) -> Task[P, R]:
    retrying: dict[str, Any] = (
        {"retries": len(WAITS_SECONDS), "retry_delay_seconds": WAITS_SECONDS, "retry_condition_fn": _may_pass}
        if is_io
        else {}
    )
    guarded = no_values(stage)
    return task(
        name=name,
        task_run_name=None,
        cache_policy=NO_CACHE,
        persist_result=False,
        log_prints=False,
        **retrying,
    )(_counting_attempts(guarded) if is_io else guarded)


opened = _step(open_run, "open")
STEPS = Stages(
    afford=_step(afford_answers, "afford"),
    read=_step(read_dataset, "read", is_io=True),
    gate=_step(check_received, "check received"),
    across=_step(check_across_datasets, "check across"),
    protect=_step(protect_dataset, "protect"),
    answer=_step(answer_questions, "answer"),
    compute=_step(compute_result, "compute"),
    release=_step(release_table, "release"),
    guard=_step(guard_releases, "guard"),
    package=_step(package_tables, "package"),
    deliver=_step(deliver_package, "deliver", is_io=True),
    remember=_step(remember_releases, "remember"),
    report=_step(write_report, "report"),
    publish=publish_counts,
)
