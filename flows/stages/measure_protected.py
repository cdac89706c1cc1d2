"""Measures what a protected file shows: risk, and what each field lost. From its bytes, not from what was planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from transforms.privacy.by_rules import Made
from transforms.privacy.metrics.field_loss import FieldLoss, field_losses
from transforms.privacy.risk.measure_poorest import measure_poorest
from transforms.privacy.risk.measures import Measures


@dataclass(frozen=True)
class Shown:
    """One file of protected rows as a reader of it sees it."""

    risk: Measures
    losses: Mapping[str, FieldLoss]


def measure_protected(path: Path, made: Made) -> Shown:
    """Risk and loss of one file written from `made`."""
    frame = pl.scan_parquet(path)
    withheld = 0 if made.solution is None else made.solution.withheld_rows
    return Shown(
        measure_poorest(frame, made.quasi_identifiers, made.sensitive),
        field_losses(frame, made.hierarchies, withheld=withheld),
    )
