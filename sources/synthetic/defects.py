"""Plants known defects: each on rows of its own, in known numbers, so a check can be held to the ground truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl


@dataclass(frozen=True)
class Defect:
    """One way in which a provider's data go wrong: the rule it breaks, how often, and what stands there instead.

    `instead` gives the wrong values by column, as expressions over the row; a rule may have several defects.
    `copies` names columns whose values are taken from another row with the same defect: rows become duplicates.
    """

    rule: str
    share: float
    instead: Mapping[str, pl.Expr]
    copies: Sequence[str] = ()
    among: pl.Expr | None = None


def plant(
    frame: pl.DataFrame, defects: Sequence[Defect], rng: np.random.Generator
) -> tuple[pl.DataFrame, dict[str, int]]:
    """The frame with its defects, and the rows that break each rule. At least two rows have each defect."""
    free = rng.permutation(frame.height)
    counts: dict[str, int] = {}
    marks = np.zeros(frame.height, np.int8)
    partner = np.arange(frame.height)
    for number, defect in enumerate(defects, start=1):
        size = 2 * max(1, round(frame.height * defect.share / 2))
        rows = free[marks[free] == 0]
        if defect.among is not None:
            rows = rows[frame.select(defect.among).to_series().to_numpy()[rows]]
        rows = rows[:size]
        if len(rows) < size:
            raise ValueError(f"{frame.height} rows are too few to plant {size} rows that break {defect.rule}")
        marks[rows] = number
        if defect.copies:
            partner[rows[1::2]] = rows[0::2]
        counts[defect.rule] = counts.get(defect.rule, 0) + size
    mark = pl.Series(marks)
    for number, defect in enumerate(defects, start=1):
        chosen = pl.lit(mark == number)
        wrong = dict(defect.instead)
        wrong |= {column: pl.col(column).gather(pl.lit(pl.Series(partner))) for column in defect.copies}
        frame = frame.with_columns(
            pl.when(chosen).then(value).otherwise(pl.col(column)).alias(column) for column, value in wrong.items()
        )
    return frame, dict(sorted(counts.items()))
