"""Equivalence classes at one node: which class each tuple falls into, and what the classes hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from transforms.privacy.tuples import Sensitive


@dataclass(frozen=True)
class Classes:
    """One id per class (ids without rows may occur), and the id of every tuple."""

    ids: NDArray[np.intp]
    size: int
    tuple_rows: NDArray[np.float64]
    pairs: Mapping[str, Sensitive]
    exact: bool
    """False: an id is a bucket that may hold several classes."""

    @cached_property
    def rows(self) -> NDArray[np.float64]:
        """Rows per id (whole numbers; exact below 2^53)."""
        return np.bincount(self.ids, weights=self.tuple_rows, minlength=self.size).astype(np.float64, copy=False)

    def distinct(self, field: str) -> NDArray[np.int64]:
        """Distinct values of the sensitive `field` per id; a missing value is not counted."""
        pairs = self.pairs[field]
        keys = np.take(self.ids, pairs.tuple_of) * pairs.values + pairs.value_of
        if self.size * pairs.values <= 1 << 21:
            seen = np.zeros(self.size * pairs.values, dtype=np.bool_)
            seen[keys] = True
            distinct: NDArray[np.int64] = seen.reshape(self.size, pairs.values).sum(axis=1)
            return distinct
        return np.bincount(np.unique(keys) // pairs.values, minlength=self.size)


def numbered(keys: NDArray[np.intp]) -> tuple[NDArray[np.intp], int]:
    """Equal keys get equal numbers 0 … n-1 in the order of the keys; returns the numbers and n."""
    order = np.argsort(keys)
    ordered = keys[order]
    steps = np.concatenate((np.zeros(min(1, len(keys)), dtype=np.bool_), ordered[1:] != ordered[:-1]))
    numbers = np.empty(len(keys), dtype=np.intp)
    numbers[order] = np.cumsum(steps)
    return numbers, int(steps.sum()) + min(1, len(keys))
