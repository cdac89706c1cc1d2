"""Cell key perturbation of a released table: every count with the noise that the rows behind it draw."""

from __future__ import annotations

import numpy as np
import polars as pl

from schemas.agreement.cells import CellRule
from schemas.errors import StadtlandError
from transforms.privacy.cell_key.derived_keys import derived_keys
from transforms.privacy.cell_key.perturb_counts import perturb_counts
from transforms.privacy.cell_key.perturbation_table import perturbation_table
from transforms.privacy.tables.small_cells import FLAG, small_cells


def perturb_cells(
    frame: pl.LazyFrame, counted: pl.LazyFrame, rule: CellRule, *, table: str, key: bytes
) -> pl.LazyFrame:
    """`frame` with its counts perturbed and `is_suppressed` false; `counted` are the protected rows behind it.

    A cell's key is the sum of the record keys of its rows, which are derived from `record_key` with the secret, so the
    same rows draw the same noise in every table of the agreement. Counts from 1 to minimum - 1 are never published.
    Each count of `frame` must be the number of rows with the same values: totals and selections are refused.

    Guarantees and limits are those of `perturb_counts`. Errors: `cells-counted-otherwise`, those of `derived_keys`,
    `perturbation_table` and `small_cells`.
    """
    about = rule.perturb
    assert about is not None  # whoever calls has looked
    rows = frame.collect()
    small_cells(rows.lazy(), count=rule.count, minimum=rule.minimum)
    keyed = derived_keys(counted, about.record_key, key=key, into=" key", key_reference=about.key)
    names = list(about.columns)
    behind = (
        keyed.group_by(pl.col(theirs).cast(pl.String).alias(ours) for ours, theirs in about.columns.items())
        .agg(pl.len().cast(pl.Int64).alias(" rows"), pl.col(" key").sum())
        .collect()
    )
    keys = rows.select(pl.col(name).cast(pl.String) for name in names)
    found = keys.join(behind, on=names, how="left", nulls_equal=True, maintain_order="left")
    counts = rows[rule.count].cast(pl.Int64)
    truth = found[" rows"].fill_null(0)
    wrong = int((counts.is_null() | (counts != truth)).sum())
    if wrong or keys.is_duplicated().any() or int(truth.sum()) != int(behind[" rows"].sum()):
        raise StadtlandError("cells-counted-otherwise", table=table, cells=wrong or rows.height, dataset=about.dataset)
    noise = perturbation_table(about.largest, about.variance, rule.minimum - 1)
    published = perturb_counts(
        counts.to_numpy().astype(np.int64), found[" key"].fill_null(0).to_numpy().astype(np.int64), noise
    )
    perturbed = pl.Series(rule.count, published).cast(rows.schema[rule.count])
    return rows.lazy().with_columns(perturbed, pl.lit(value=False).alias(FLAG))
