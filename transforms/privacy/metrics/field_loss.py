"""Iyengar's loss of a release as it stands, field by field: measured from the released labels, not from a search."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from transforms.privacy.counting.contingency import Contingency
from transforms.privacy.hierarchies.hierarchy import TOP, Hierarchy


@dataclass(frozen=True)
class FieldLoss:
    """What one quasi-identifier lost: 0 as received, 1 nothing left."""

    loss: float
    labels: int
    """Distinct labels that the release still tells apart, '*' and "missing" included."""


def field_losses(
    released: pl.LazyFrame, hierarchies: Mapping[str, Hierarchy], *, withheld: int = 0
) -> dict[str, FieldLoss]:
    """One result per quasi-identifier of `released`; rows that were `withheld` have lost everything.

    Per row the share of the hierarchy's leaves that its label covers (Iyengar 2002, section 4), averaged and scaled
    so that the raw values lose 0: (mean - 1/leaves) / (1 - 1/leaves). A label that stands at two levels counts as the
    coarser one, a label that the hierarchy does not know as everything: never less than was lost. Works for any
    recoding along the hierarchies, also where rows of one column stand at different levels. One pass per field.
    """
    names = list(hierarchies)
    counts = pl.collect_all([released.group_by(name).len() for name in names], engine="streaming")
    return {name: _loss(table, name, hierarchies[name], withheld) for name, table in zip(names, counts, strict=True)}


def field_losses_counted(
    released: Contingency, labels: Mapping[str, Hierarchy], hierarchies: Mapping[str, Hierarchy], *, withheld: int = 0
) -> dict[str, FieldLoss]:
    """The same, for a release that was counted before (merged from partitions, say) by its `labels`."""
    rows = released.counts
    found = {}
    for (name, known), codes in zip(labels.items(), released.codes(), strict=True):
        counts = np.bincount(codes, weights=rows, minlength=known.leaves.len() + 1).astype(np.int64)
        texts = pl.Series(name, [*known.leaves, None], dtype=pl.String)
        table = pl.DataFrame([texts, pl.Series("len", counts[: texts.len()])]).filter(pl.col("len") > 0)
        found[name] = _loss(table, name, hierarchies[name], withheld)
    return found


def total_loss(fields: Mapping[str, FieldLoss]) -> float:
    """The fields' losses as one: geometric mean of loss + 1, less 1 (as ARX aggregates them); 0 without a field."""
    if not fields:
        return 0.0
    return math.prod(1 + field.loss for field in fields.values()) ** (1 / len(fields)) - 1


def _loss(counts: pl.DataFrame, name: str, hierarchy: Hierarchy, withheld: int) -> FieldLoss:
    covers = _leaves_covered(hierarchy)
    leaves = max(1, hierarchy.leaf_count)
    rows = int(counts["len"].sum()) + withheld
    if rows == 0 or leaves == 1:
        return FieldLoss(0.0, counts.height)
    labels = counts[name].cast(pl.String)
    covered = (
        sum(covers.get(label, leaves) * number for label, number in zip(labels, counts["len"], strict=True))
        + withheld * leaves
    )
    # Whole numbers until the one division, so the order of groups cannot show in the last digit.
    return FieldLoss((covered - rows) / (rows * (leaves - 1)), counts.height)


def _leaves_covered(hierarchy: Hierarchy) -> dict[str | None, int]:
    covers: dict[str | None, int] = {TOP: max(1, hierarchy.leaf_count)}
    for level in range(hierarchy.height + 1):
        for label, leaves in zip(hierarchy.labels(level), hierarchy.leaves_under(level).tolist(), strict=True):
            covers[label] = max(covers.get(label, 0), leaves)
    return covers
