"""Asks the rules across datasets that the agreement names, of the rows that each dataset's own check accepted."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from flows.progress import announce
from flows.run import Run
from flows.stages.check_received import Accepted
from schemas.check_across import check_across
from schemas.check_report import RuleOutcome
from schemas.errors import StadtlandError


def check_across_datasets(run: Run, accepted: Mapping[str, Accepted]) -> tuple[RuleOutcome, ...]:
    """One outcome per rule; offending rows lie in quarantine. Raises `check-stopped` where one breaks its tolerance."""
    rules = run.terms.rules_across
    if not rules:
        return ()
    announce("check", "across")
    outcomes = check_across(
        # What breaks such a rule is counted and told, so it is not asked of datasets of which nothing exact is told.
        {key: pl.scan_parquet(rows.path) for key, rows in accepted.items() if not run.is_private(key)},
        list(rules),
        tolerances=rules,
        offending=run.zone("quarantine"),
    )
    announce("check", "across", is_done=True, checks=len(outcomes))
    for outcome in outcomes:
        if outcome.is_stopping:
            see = (run.zone("quarantine") / f"{outcome.rule}.parquet").relative_to(run.data)
            raise StadtlandError(
                "check-stopped",
                subject=", ".join(accepted),
                rule=outcome.rule,
                failed=outcome.failed,
                received=outcome.units_checked,
                see=str(see),
            )
    return outcomes
