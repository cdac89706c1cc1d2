"""Risk of one table with several sensitive fields: measured for each, told for the one whose classes are poorest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import polars as pl

from transforms.privacy.risk.measure import measure
from transforms.privacy.risk.measures import Measures


def measure_poorest(
    frame: pl.LazyFrame,
    quasi: Sequence[str],
    sensitive: Sequence[str],
    *,
    wildcards: Literal["none", "match"] = "none",
) -> Measures:
    """The measures of the sensitive field with the fewest distinct values in a class (first named where they tie).

    k and the risks of re-identification are the same for all of them; l that is kept here is kept for every field.
    Errors: those of `measure`.
    """
    if not sensitive:
        return measure(frame, quasi, wildcards=wildcards)
    return min(
        (measure(frame, quasi, name, wildcards=wildcards) for name in sensitive),
        key=lambda found: found.distinct_l or 0,
    )
