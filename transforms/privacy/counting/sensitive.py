"""The values of one sensitive field behind distinct tuples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.grouping import grouped, sums


@dataclass(frozen=True)
class Sensitive:
    """How often each sensitive value occurs with each tuple: one entry per pair that occurs."""

    tuple_of: NDArray[np.intp]
    value_of: NDArray[np.intp]
    rows: NDArray[np.int64]
    values: int
    """Distinct values in all; a missing value is no value and has no pair."""
    names: tuple[str, ...] = ()
    """The values as text, by number."""

    def by(self, tuple_of: NDArray[np.intp]) -> Sensitive:
        """The pairs of a coarser table, given the coarser tuple of each pair."""
        keys = tuple_of * self.values + self.value_of
        pair, first = grouped(keys)
        rows = sums(pair, self.rows, len(first))
        return Sensitive(tuple_of[first], self.value_of[first], rows, self.values, self.names)
