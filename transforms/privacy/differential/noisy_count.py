"""One result: how many rows, with noise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl

from schemas.agreement.differential import Mechanism, PrivacyUnit
from transforms.privacy.differential.answer import Answer
from transforms.privacy.differential.bounded_rows import bounded_rows
from transforms.privacy.differential.noise import calibrate
from transforms.privacy.differential.noised import noised


def noisy_count(
    frame: pl.LazyFrame,
    unit: PrivacyUnit,
    *,
    epsilon: Decimal,
    delta: Decimal = Decimal(0),
    mechanism: Mechanism = "laplace",
    at_most: int | None = None,
    where: Mapping[str, Sequence[str]] | None = None,
) -> Answer:
    """Rows that count (see `bounded_rows`), noised at sensitivity `rows_per_person`.

    Guarantees (ε, δ)-differential privacy for adding or removing one person with all rows (Dwork, McSherry, Nissim,
    Smith 2006). Does not guarantee that the count is positive (except with `geometric`), nor that counts add up.
    Errors: those of `bounded_rows` and `calibrate`.
    """
    noise = calibrate(mechanism, sensitivity=unit.rows_per_person, epsilon=epsilon, delta=delta, at_most=at_most)
    rows = bounded_rows(frame, unit, [], where)
    truth = int(rows.select(pl.len()).collect(engine="streaming").item())
    return noised([truth], noise, kind="count", epsilon=epsilon, delta=delta)
