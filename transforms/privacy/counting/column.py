"""One quasi-identifier as the search sees it: the values that occur, and their groups at every level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.hierarchies.hierarchy import Hierarchy

Codes = NDArray[np.integer[Any]]
"""Value numbers of one column, in as few bytes as they need where there are many."""


@dataclass(frozen=True)
class Column:
    """A quasi-identifier with its occurring values numbered 0 … n-1; every array is by that number."""

    name: str
    height: int
    leaf_count: int
    """Leaves of the hierarchy, occurring or not: the denominator of shares of generality."""
    rows: NDArray[np.int64]
    """Rows of microdata per value; 0 for a value that only the population of a research subset holds."""
    tuples: NDArray[np.int64]
    """Distinct tuples per value."""
    groups: tuple[NDArray[np.intp], ...]
    """Per level the group of each value, numbered without gaps among those that occur."""
    under: tuple[NDArray[np.int64], ...]
    """Per level how many leaves of the hierarchy share the value's label."""
    labels: tuple[NDArray[np.int64], ...]
    """Per level the hierarchy's own group number of each value."""

    sizes: tuple[int, ...]
    """Per level how many groups occur."""

    @classmethod
    def of(
        cls, name: str, hierarchy: Hierarchy, rows: NDArray[np.int64], tuples: NDArray[np.int64]
    ) -> tuple[Column, NDArray[np.intp]]:
        """The column, and the value number of each leaf code; `rows` and `tuples` are per leaf code.

        A leaf occurs where it has a tuple, be it without rows.
        """
        occurring = np.flatnonzero(tuples)
        number = np.zeros(len(tuples), dtype=np.intp)
        number[occurring] = np.arange(len(occurring))
        levels = range(hierarchy.height + 1)
        labels = tuple(hierarchy.groups(level)[occurring] for level in levels)
        groups = tuple(np.unique(found, return_inverse=True)[1].astype(np.intp) for found in labels)
        column = cls(
            name=name,
            height=hierarchy.height,
            leaf_count=hierarchy.leaf_count,
            rows=rows[occurring],
            tuples=tuples[occurring],
            groups=groups,
            under=tuple(hierarchy.leaves_under(level)[occurring] for level in levels),
            labels=labels,
            sizes=tuple(int(found.max()) + 1 if len(found) else 0 for found in groups),
        )
        return column, number
