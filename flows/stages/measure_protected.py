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
from transforms.privacy.risk.population_risk import population_risk
from transforms.privacy.risk.promises import HeldPromise, held_promises


@dataclass(frozen=True)
class Shown:
    """One file of protected rows as a reader of it sees it."""

    risk: Measures
    losses: Mapping[str, FieldLoss]
    promises: tuple[HeldPromise, ...]
    """Those of the agreement beside k and l."""


def searched_beside(path: Path) -> Path:
    """Where the sensitive values of all searched rows lie, if some of them were withheld: in the same closed zone."""
    return path.with_suffix(".searched")


def measure_protected(path: Path, made: Made, searched: Path) -> Shown:
    """Risk, loss and promises of one file written from `made`; `searched` is `searched_beside` the protected file."""
    frame = pl.scan_parquet(path)
    withheld = 0 if made.solution is None else made.solution.withheld_rows
    return Shown(
        measure_poorest(frame, made.quasi_identifiers, made.sensitive, wildcards=made.wildcards),
        field_losses(frame, made.hierarchies, withheld=withheld),
        held_promises(
            frame,
            made.promises,
            made.quasi_identifiers,
            made.sensitive,
            reference=pl.scan_parquet(searched) if withheld else None,
            files=made.files,
        )
        if made.promises
        else _fits_original(frame, made, searched),
    )


def _fits_original(frame: pl.LazyFrame, made: Made, searched: Path) -> tuple[HeldPromise, ...]:
    """Cells taken out until every row fits k original ones: counted again, against `searched`."""
    if made.method is None or made.method.matching != "original" or made.k is None:
        return ()
    fits = population_risk(frame, pl.scan_parquet(searched), made.quasi_identifiers, wildcards="match")
    measured = round(1 / fits.journalist_max) if fits.journalist_max else made.k
    return (HeldPromise("original rows that each row fits", None, {"k": made.k}, measured, measured >= made.k, 0, 0),)
