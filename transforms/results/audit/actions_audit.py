"""The audit of an action list of third parties (B-2.4), as a result that can be handed over."""

from __future__ import annotations

import polars as pl

from transforms.results.audit.actions.audit_actions import audit_actions
from transforms.results.audit.as_frame import as_frame


def actions_audit(
    third_party_actions: pl.LazyFrame, period: str, ccc_published_totals: pl.LazyFrame | None = None
) -> pl.LazyFrame:
    """One row per sum by field (B-2.5), per doubled action and per action without a figure; no number is changed."""
    return as_frame(audit_actions(third_party_actions, ccc_published_totals), period)
