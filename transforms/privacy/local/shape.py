"""A table of tuples as the compiled loops of local recoding read it: codes, rows, groups and shares in arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.tuples import Tuples


class Shape(NamedTuple):
    """Arrays by tuple, and by (column, level) and value number in one row after the other."""

    codes: NDArray[np.int32]
    """Value number per tuple and column."""
    rows: NDArray[np.int64]
    """Rows of microdata per tuple."""
    start: NDArray[np.int64]
    """Where the entries of (column, level) begin in `groups` and `share`."""
    groups: NDArray[np.int32]
    """Group number of a value at a level."""
    share: NDArray[np.float64]
    """What a row with that label loses in that column, 0 (raw) to 1 ('*'): (leaves under it - 1) / (leaves - 1)."""
    most_groups: int
    """Groups in the column and level with the most."""

    @classmethod
    def of(cls, tuples: Tuples) -> Shape:
        """Of all `tuples`."""
        columns = tuples.columns
        start = np.zeros((len(columns), max(column.height for column in columns) + 1), dtype=np.int64)
        groups, share, length = [], [], 0
        for place, column in enumerate(columns):
            for level in range(column.height + 1):
                start[place, level] = length
                length += len(column.rows)
                groups.append(column.groups[level].astype(np.int32))
                share.append((column.under[level] - 1) / max(1, column.leaf_count - 1))
        return cls(
            codes=np.ascontiguousarray(np.stack([codes.astype(np.int32) for codes in tuples.codes], axis=1)),
            rows=np.ascontiguousarray(tuples.rows, dtype=np.int64),
            start=start,
            groups=np.concatenate(groups),
            share=np.concatenate(share),
            most_groups=max([1, *(size for column in columns for size in column.sizes)]),
        )
