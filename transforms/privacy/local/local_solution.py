"""What local recoding found: the levels of each tuple, what they cost, and what is promised about them."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class LocalSolution:
    """One result per search. Counts are rows of microdata; attributes as those of a full-domain `Solution`, but that
    a field has several levels at a time.
    """

    strict: bool
    levels: dict[str, dict[int, int]]
    """Per quasi-identifier the rows that were not suppressed at each level, levels in rising order."""
    heights: dict[str, int]
    """The level of '*' in each hierarchy."""
    loss: float | tuple[float, ...]
    """By the metric asked for; one figure per column in falling order for the aggregate `rank`."""
    metric: str
    rows: int
    classes: int
    """Distinct tuples of labels that are released, that of suppressed rows apart."""
    bound: float | tuple[float, ...]
    """No release of these rows loses less: the loss of the raw table. Nothing better is proven."""
    released: pl.DataFrame = field(repr=False, compare=False)
    """The packed leaf codes of each tuple that was counted, and its level per column: what `recode_locally` applies."""
    suppressed_rows: int = 0
    """Rows that are '*' in every quasi-identifier, or withheld; none without a limit."""
    withheld_rows: int = 0
    """`suppressed_rows` where '*' everywhere would break the promise, else 0."""
    optimal: bool = False
    """Local recoding is NP-hard (Meyerson and Williams 2004): what is found is good, not proven the best."""

    @property
    def search(self) -> str:
        """As rules write it."""
        return "local-strict" if self.strict else "local-relaxed"

    @property
    def suppressed_share(self) -> float:
        """Suppressed over all rows."""
        return self.suppressed_rows / self.rows if self.rows else 0.0
