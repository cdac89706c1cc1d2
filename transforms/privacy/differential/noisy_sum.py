"""One result, or one per declared group: how much in all, with noise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl

from schemas.agreement.differential import Bounds, Mechanism, PrivacyUnit
from transforms.privacy.differential.answer import Answer
from transforms.privacy.differential.bounded_rows import bounded_rows
from transforms.privacy.differential.declared_groups import declared_groups, per_group
from transforms.privacy.differential.in_steps import in_steps, steps
from transforms.privacy.differential.noise import calibrate
from transforms.privacy.differential.noised import noised
from transforms.privacy.values.require import require_column


def noisy_sum(
    frame: pl.LazyFrame,
    unit: PrivacyUnit,
    column: str,
    bounds: Bounds,
    *,
    epsilon: Decimal,
    delta: Decimal = Decimal(0),
    mechanism: Mechanism = "laplace",
    by: Mapping[str, Sequence[str]] | None = None,
    where: Mapping[str, Sequence[str]] | None = None,
) -> Answer:
    """Sum of `column` over the rows that count, each value brought into `bounds` first, in the column's unit.

    Sensitivity: `rows_per_person` times the bound further from zero; groups are disjoint and share one `epsilon`. The
    sum is one of whole steps, exact in 128 bits. A missing value adds nothing.

    Does not guarantee: that values beyond the bounds show in the sum; narrow bounds bias it, wide ones cost noise.
    Errors: `column-not-numeric` and those of `bounded_rows` and `calibrate`.
    """
    require_column(frame, column, method="differential-privacy", numeric=True)
    furthest = max(abs(steps(bounds.lower, bounds)), abs(steps(bounds.upper, bounds)))
    noise = calibrate(mechanism, sensitivity=unit.rows_per_person * furthest, epsilon=epsilon, delta=delta)
    groups_by = by or {}
    rows = bounded_rows(frame, unit, [column, *groups_by], where)
    total = in_steps(column, bounds).cast(pl.Int128).sum()
    sums = per_group(rows, groups_by, total) if groups_by else [int(rows.select(total).collect().item())]
    return noised(
        sums,
        noise,
        kind="sum",
        epsilon=epsilon,
        delta=delta,
        step=bounds.step,
        by=list(groups_by),
        groups=declared_groups(groups_by),
    )
