"""The road of a datum, once: one agreement, one period, from the sources to the verified handover. Reads aloud.

Walked by the Prefect flow with tasks, by tests and benchmarks with the plain stages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flows.plan_results import plan_results
from flows.run import Run
from flows.stages.afford_answers import afford_answers
from flows.stages.answer_questions import answer_questions
from flows.stages.check_across_datasets import check_across_datasets
from flows.stages.check_received import Accepted, check_received
from flows.stages.compute_result import Computed, compute_result
from flows.stages.deliver_package import Delivered, deliver_package
from flows.stages.guard_releases import guard_releases, remember_releases
from flows.stages.linked_tables import linked_tables
from flows.stages.package_tables import Packed, package_tables
from flows.stages.protect_dataset import Protected, protect_dataset
from flows.stages.read_dataset import read_dataset
from flows.stages.release_table import Released, release_table
from flows.stages.write_report import Handover, write_report
from schemas.check_report import RuleOutcome
from sources.snapshot import Snapshot


@dataclass(frozen=True)
class Stages:
    """The stages of the road, plain or wrapped as tasks."""

    afford: Callable[..., None] = afford_answers
    read: Callable[..., Snapshot] = read_dataset
    gate: Callable[..., Accepted] = check_received
    across: Callable[..., tuple[RuleOutcome, ...]] = check_across_datasets
    protect: Callable[..., Protected] = protect_dataset
    answer: Callable[..., dict[str, Computed]] = answer_questions
    compute: Callable[..., Computed] = compute_result
    release: Callable[..., Released] = release_table
    guard: Callable[..., tuple[RuleOutcome, ...]] = guard_releases
    package: Callable[..., Packed] = package_tables
    deliver: Callable[..., Delivered] = deliver_package
    remember: Callable[..., None] = remember_releases
    report: Callable[..., Handover] = write_report
    publish: Callable[..., Any] = lambda *_: None


def walk(run: Run, do: Stages, correction: str | None = None) -> Handover:
    """Walk the whole road. Repeating it is safe: same sources, same terms, same bytes, one delivery."""
    do.afford(run)
    received = {key: do.read(run, key) for key in run.terms.datasets}
    accepted = {key: do.gate(run, key, snapshot) for key, snapshot in received.items()}
    across = do.across(run, accepted)
    protected = {key: do.protect(run, key, rows) for key, rows in accepted.items() if not run.is_private(key)}

    results = do.answer(run, accepted)
    for planned in plan_results(run.agreed):
        results[planned.name] = do.compute(run, planned, results)
    tables = [do.release(run, name, results.get(name) or protected[name]) for name in run.terms.handover.tables]
    do.publish(run, accepted, protected, tables)

    guarded = (*do.guard(run, tables), *linked_tables(run, tables))
    packed = do.package(run, received, accepted, (*across, *guarded), protected, tables)
    delivered = [do.deliver(run, packed, target, correction) for target in run.terms.handover.to]
    do.remember(run, tables)
    return do.report(run, packed, delivered)
