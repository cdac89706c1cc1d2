"""The exchange as a Prefect flow: small printable parameters, stages as tasks, and the road as its body."""

from __future__ import annotations

from prefect import flow
from prefect.runtime import flow_run

from flows.events import mark_failed, mark_started
from flows.road import walk
from flows.stages.write_report import Handover
from flows.steps import STEPS, opened


@flow(
    name="exchange",
    flow_run_name="{agreement} {period}",
    persist_result=False,
    log_prints=False,
    on_running=[mark_started],
    on_failure=[mark_failed],
    on_crashed=[mark_failed],
)
def exchange(
    agreement: str, period: str, data: str | None = None, sources: str | None = None, correction: str | None = None
) -> Handover:
    """Run one agreement for one period: read, check, protect, compute, release, package, deliver, report.

    `period` may be `previous-quarter` (year, half-year, month, day): counted from when the run was scheduled, so that a
    late or repeated run is for the same period. `data` and `sources` are folders of the machine that works.
    """
    run = opened(agreement, period, data, sources, today=flow_run.scheduled_start_time.date())
    return walk(run, STEPS, correction)
