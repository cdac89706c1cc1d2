"""Classes under wildcards: a missing or starred quasi-identifier matches every value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray


@dataclass(frozen=True)
class Cells:
    """One entry per class and sensitive value that occur together, with the rows behind it."""

    class_of: NDArray[np.intp]
    value_of: NDArray[np.intp]
    rows: NDArray[np.int64]


def match_wildcards(cells: Cells, values: Sequence[NDArray[np.intp]], is_wild: Sequence[NDArray[np.bool_]]) -> Cells:
    """For each class, all rows compatible with it: equal wherever neither of the two has a wildcard.

    `values` and `is_wild` are per quasi-identifier, by class. Classes are taken by the pattern of their wildcards;
    two patterns are compared on the columns where neither is wild, which is a plain join. The result holds the
    classes of the input with the rows of every compatible class (frequency counts of sdcMicro, Templ et al. 2015).
    """
    names = [f"q{place}" for place in range(len(values))]
    pattern = np.zeros(len(values[0]), dtype=np.int64)
    for place, wild in enumerate(is_wild):
        pattern |= wild.astype(np.int64) << place
    keys = pl.DataFrame(dict(zip(names, values, strict=True))).with_columns(
        class_of=np.arange(len(pattern)), pattern=pattern
    )
    held = keys.join(
        pl.DataFrame({"class_of": cells.class_of, "value_of": cells.value_of, "rows": cells.rows}), on="class_of"
    )
    found = []
    occurring = np.unique(pattern).tolist()
    for mine in occurring:
        seekers = keys.filter(pl.col("pattern") == mine)
        for theirs in occurring:
            on = [name for place, name in enumerate(names) if not (mine | theirs) >> place & 1]
            offered = held.filter(pl.col("pattern") == theirs).group_by([*on, "value_of"]).agg(pl.col("rows").sum())
            matched = seekers.join(offered, on=on) if on else seekers.join(offered, how="cross")
            found.append(matched.select("class_of", "value_of", "rows"))
    together = pl.concat(found).group_by("class_of", "value_of").agg(pl.col("rows").sum()).sort("class_of", "value_of")
    return Cells(together["class_of"].to_numpy(), together["value_of"].to_numpy(), together["rows"].to_numpy())
