"""The first gate: what was received is held to its schema; broken rows go to quarantine with their rules."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.progress import announce
from flows.run import Run
from schemas.agreement import TextFormat
from schemas.check import check
from schemas.check_report import CheckReport
from schemas.errors import StadtlandError
from schemas.registry import schema
from sources.snapshot import Snapshot


@dataclass(frozen=True)
class Accepted:
    """The rows of one dataset that broke no rule, and what became of the others."""

    path: Path
    report: CheckReport


def check_received(run: Run, key: str, snapshot: Snapshot) -> Accepted:
    """Check one snapshot. Raises `check-stopped` where the agreement tolerates less than was found; of a dataset under
    differential privacy `private-check-stopped`, which tells no count.
    """
    announce("check", key)
    terms = run.dataset(key)
    accepted = run.zone("intake/accepted") / f"{key}.parquet"
    quarantine = run.zone("quarantine") / f"{key}.parquet"
    report = check(
        pl.scan_parquet(snapshot.path),
        schema("received", run.stem(key)),
        columns=list(terms.fields),
        text=terms.source if isinstance(terms.source, TextFormat) else None,
        tolerances=terms.tolerances,
        accepted=accepted,
        rejected=quarantine,
        units={name: rule.unit for name, rule in terms.fields.items() if rule.unit is not None},
    )
    see = str(quarantine.relative_to(run.data))
    if run.is_private(key):
        announce("check", key, is_done=True, checks=len(report.rules))
        _stop_without_counts(report, key, see)
        return Accepted(accepted, report)
    announce(
        "check",
        key,
        is_done=True,
        received=report.rows_received,
        accepted=report.rows_accepted,
        rejected=report.rows_rejected,
    )
    stop_if_broken(report, key, see)
    return Accepted(accepted, report)


def stop_if_broken(report: CheckReport, subject: str, see: str) -> None:
    """Raise `check-stopped` for a report that ends the run: the first stopping rule, its counts, where the rows lie."""
    if not report.is_stopped:
        return
    worst = max((rule for rule in report.rules if rule.is_stopping), key=lambda rule: rule.failed)
    raise StadtlandError(
        "check-stopped",
        subject=subject,
        rule=worst.rule,
        failed=worst.failed,
        received=report.rows_received,
        see=see,
    )


def _stop_without_counts(report: CheckReport, subject: str, see: str) -> None:
    if report.is_stopped:
        rules = [rule.rule for rule in report.rules if rule.is_stopping]
        raise StadtlandError("private-check-stopped", subject=subject, rules=", ".join(rules), see=see)
