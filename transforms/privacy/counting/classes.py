"""Equivalence classes at one node: which class each tuple falls into, and what the classes hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.column import Codes
from transforms.privacy.counting.grouping import numbered, sums
from transforms.privacy.counting.sensitive import Sensitive

_DENSE, _SEEN = 1 << 19, 1 << 21
"""Up to so many pairs of class and value a table of counts, or of marks, is cheaper than sorting."""


@dataclass(frozen=True)
class Entries:
    """One entry per pair of class and sensitive value that occurs, ordered by class, then value."""

    class_of: NDArray[np.intp]
    value_of: NDArray[np.intp]
    rows: NDArray[np.float64]

    @classmethod
    def of(
        cls, class_of: NDArray[np.intp], value_of: NDArray[np.intp], rows: NDArray[np.int64], size: int, values: int
    ) -> Entries:
        """From entries in any order, several of which may be of one pair."""
        keys = class_of * values + value_of
        if size * values <= _DENSE:
            counts = np.bincount(keys, weights=rows, minlength=size * values)
            found = np.flatnonzero(counts > 0)
            found_rows: NDArray[np.float64] = counts[found].astype(np.float64, copy=False)
            return cls(found // max(1, values), found % max(1, values), found_rows)
        pair, number = numbered(keys)
        key = np.empty(number, dtype=np.intp)
        key[pair] = keys
        counted: NDArray[np.float64] = np.bincount(pair, weights=rows, minlength=number).astype(np.float64, copy=False)
        return cls(key // values, key % values, counted)


@dataclass(frozen=True)
class Spread:
    """How one sensitive field is spread over classes."""

    known: Entries
    """Values that are not missing."""
    all: Entries
    """With "missing" as a value of its own, numbered after the others."""
    size: NDArray[np.float64]
    """Rows per class id."""


@dataclass(frozen=True)
class Classes:
    """One id per class (ids without rows may occur), and the id of every tuple."""

    ids: NDArray[np.intp]
    size: int
    tuple_rows: NDArray[np.float64]
    pairs: Mapping[str, Sensitive]
    tuple_population: NDArray[np.float64] | None = None
    """Rows of the whole population per tuple where `tuple_rows` counts a research subset; None: there is no other."""
    codes: Sequence[Codes] = ()
    """Value numbers per column, of each tuple."""

    @cached_property
    def rows(self) -> NDArray[np.float64]:
        """Rows per id (whole numbers; exact below 2^53)."""
        return sums(self.ids, self.tuple_rows, self.size)

    @cached_property
    def population(self) -> NDArray[np.float64]:
        """Rows of the population per id: the rows themselves where no research subset was named."""
        if self.tuple_population is None:
            return self.rows
        return sums(self.ids, self.tuple_population, self.size)

    def spread(self, field: str) -> Spread:
        """How the sensitive `field` is spread over the classes; computed once per field."""
        if field not in self._spreads:
            self._spreads[field] = self._spread(field)
        return self._spreads[field]

    @cached_property
    def _spreads(self) -> dict[str, Spread]:
        return {}

    def _spread(self, field: str) -> Spread:
        pairs = self.pairs[field]
        known = Entries.of(np.take(self.ids, pairs.tuple_of), pairs.value_of, pairs.rows, self.size, pairs.values)
        of_known = np.bincount(known.class_of, weights=known.rows, minlength=self.size)
        missing = self.rows - of_known
        lacking = np.flatnonzero(missing > 0)
        number = np.full(len(lacking), pairs.values, dtype=np.intp)
        # "missing" has the number after the last value; stable: within a class values stay in the order of numbers
        class_of = np.concatenate((known.class_of, lacking))
        order = np.argsort(class_of, kind="stable")
        value_of = np.concatenate((known.value_of, number))[order]
        rows = np.concatenate((known.rows, missing[lacking]))[order]
        return Spread(known, Entries(class_of[order], value_of, rows), self.rows)

    def distinct(self, field: str) -> NDArray[np.int64]:
        """Distinct values of the sensitive `field` per id; a missing value is not counted."""
        pairs = self.pairs[field]
        keys = np.take(self.ids, pairs.tuple_of) * pairs.values + pairs.value_of
        if self.size * pairs.values <= _SEEN:
            seen = np.zeros(self.size * pairs.values, dtype=np.bool_)
            seen[keys] = True
            return np.bincount(np.flatnonzero(seen) // max(1, pairs.values), minlength=self.size)
        return np.bincount(np.unique(keys) // pairs.values, minlength=self.size)
