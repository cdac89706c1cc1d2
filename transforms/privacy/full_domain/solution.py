"""What a search found: one level per quasi-identifier, what it costs, and what is proven about it."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class Solution:
    """One result per search. Counts are rows of microdata.

    `rows` = rows released in classes + `suppressed_rows`. Suppressed rows are released with '*' in every
    quasi-identifier when together they keep the promise themselves; otherwise they are withheld:
    `withheld_rows` is then `suppressed_rows`, else 0.
    """

    levels: dict[str, int]
    heights: dict[str, int]
    """The level of '*' in each hierarchy."""
    loss: float | tuple[float, ...]
    """By the metric asked for; one figure per column in falling order for the aggregate `rank`."""
    metric: str
    rows: int
    suppressed_rows: int
    withheld_rows: int
    classes: int
    """Classes that are released, the suppressed rows' own apart."""
    optimal: bool
    """Whether no allowed generalisation loses less; False only where a search was out of time."""
    bound: float | tuple[float, ...]
    """No allowed generalisation loses less than this; equal to `loss` when that is proven the best."""
    nodes: int
    nodes_checked: int
    kept: pl.DataFrame = field(repr=False, compare=False)
    """Group numbers of the released classes, one row each: what `recode` lets through."""

    @property
    def suppressed_share(self) -> float:
        """Suppressed over all rows."""
        return self.suppressed_rows / self.rows if self.rows else 0.0
