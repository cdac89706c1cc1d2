"""One result per declared group: how many rows, with noise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl

from schemas.agreement.differential import Mechanism, PrivacyUnit
from transforms.privacy.differential.answer import Answer
from transforms.privacy.differential.bounded_rows import bounded_rows
from transforms.privacy.differential.declared_groups import declared_groups, per_group
from transforms.privacy.differential.noise import calibrate
from transforms.privacy.differential.noised import noised


def noisy_histogram(
    frame: pl.LazyFrame,
    unit: PrivacyUnit,
    by: Mapping[str, Sequence[str]],
    *,
    epsilon: Decimal,
    delta: Decimal = Decimal(0),
    mechanism: Mechanism = "laplace",
    where: Mapping[str, Sequence[str]] | None = None,
) -> Answer:
    """Rows of every combination of the declared values of `by`, all groups for one `epsilon`.

    Groups are disjoint, so a row counts in one of them and a person changes `rows_per_person` counts by one each or
    one count by as much: L1 and L2 sensitivity are `rows_per_person` (parallel composition: McSherry 2009, theorem 4;
    the histogram of Dwork et al. 2006, section 3.2). A group without rows is noised like any other. Rows with a value
    that is not declared count nowhere; declare one more value for them where they matter.

    Does not guarantee: that groups add up to a count asked elsewhere. Errors: those of `bounded_rows`, `calibrate`.
    """
    noise = calibrate(mechanism, sensitivity=unit.rows_per_person, epsilon=epsilon, delta=delta)
    counts = per_group(bounded_rows(frame, unit, list(by), where), by, pl.len())
    groups = declared_groups(by)
    return noised(counts, noise, kind="histogram", epsilon=epsilon, delta=delta, by=list(by), groups=groups)
