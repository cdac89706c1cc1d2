"""The exchange: one agreement, one period, from the sources to the verified handover. Reads aloud as the road."""

from __future__ import annotations

from prefect import flow
from prefect.runtime import flow_run

from flows import steps
from flows.events import mark_failed, mark_started
from flows.plan import plan_results
from flows.stages.compute_result import Computed
from flows.stages.write_report import Handover


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
    """Run one agreement for one period. Repeating it is safe: same sources, same terms, same bytes, one delivery."""
    run = steps.opened(agreement, period, data, sources, today=flow_run.scheduled_start_time.date())

    received = {key: steps.read(run, key) for key in run.terms.datasets}
    accepted = {key: steps.gate(run, key, snapshot) for key, snapshot in received.items()}
    protected = {key: steps.protect(run, key, rows) for key, rows in accepted.items()}

    results: dict[str, Computed] = {}
    for planned in plan_results(run.agreed):
        results[planned.name] = steps.compute(run, planned, results)
    tables = [steps.release(run, name, results.get(name) or protected[name]) for name in run.terms.handover.tables]

    packed = steps.package(run, received, accepted, protected, tables)
    delivered = [steps.deliver(run, packed, target, correction) for target in run.terms.handover.to]
    return steps.report(run, packed, delivered)
