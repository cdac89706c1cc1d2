"""Distinct tuples of quasi-identifiers with the rows behind them, ready to be grouped at any node of the lattice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.classes import Classes, numbered
from transforms.privacy.column import Column

Node = tuple[int, ...]

_KEYS = 1 << 62
_DENSE = 1 << 17
"""Up to so many ids a table of them stays in the cache and is cheaper than sorting keys."""


@dataclass(frozen=True)
class Sensitive:
    """How often each sensitive value occurs with each tuple: one entry per pair that occurs."""

    tuple_of: NDArray[np.intp]
    value_of: NDArray[np.intp]
    rows: NDArray[np.int64]
    values: int
    """Distinct values in all; a missing value is no value and has no pair."""


@dataclass(frozen=True)
class Tuples:
    """One entry per distinct tuple; a tuple of a coarser table stands for all finer ones that share its groups."""

    columns: Sequence[Column]
    codes: Sequence[NDArray[np.intp]]
    rows: NDArray[np.int64]
    sensitive: dict[str, Sensitive] = field(default_factory=dict)

    def classes(self, node: Node, *, exact: bool) -> Classes:
        """The classes at `node`.

        Unless `exact`, classes may be thrown together in buckets when there are many: a bucket holds at least what
        each of its classes holds, so a bucket that fails a monotone model holds only classes that fail it.
        """
        keys, size = self._keys(node)
        if size <= _DENSE:
            return Classes(keys, size, self.rows, self.sensitive, exact=True)
        if exact:
            keys, size = numbered(keys)
            return Classes(keys, size, self.rows, self.sensitive, exact=True)
        # Fibonacci hashing: the high bits of a product with 2^64 over the golden ratio spread regular keys evenly
        most = max([1, *(pairs.values for pairs in self.sensitive.values())])
        bits = max(10, min(22, (4 * len(self.rows)).bit_length(), (8 * _DENSE // most).bit_length()))
        spread = keys.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(64 - bits)
        return Classes(spread.view(np.int64), 1 << bits, self.rows, self.sensitive, exact=False)

    def rolled_up(self, node: Node) -> Tuples:
        """The table at `node`: one tuple per class, for all nodes that are coarser than it."""
        ids, size = numbered(self._keys(node)[0])
        first = np.full(size, len(ids), dtype=np.intp)
        np.minimum.at(first, ids, np.arange(len(ids)))
        sensitive: dict[str, Sensitive] = {}
        for name, pairs in self.sensitive.items():
            both, count = numbered(ids[pairs.tuple_of] * pairs.values + pairs.value_of)
            key = np.zeros(count, dtype=np.intp)
            key[both] = ids[pairs.tuple_of] * pairs.values + pairs.value_of
            rows = np.bincount(both, weights=pairs.rows, minlength=count).astype(np.int64)
            sensitive[name] = Sensitive(key // pairs.values, key % pairs.values, rows, pairs.values)
        rows = np.bincount(ids, weights=self.rows, minlength=size).astype(np.int64)
        return Tuples(self.columns, [codes[first] for codes in self.codes], rows, sensitive)

    def _keys(self, node: Node) -> tuple[NDArray[np.intp], int]:
        keys = np.zeros(len(self.rows), dtype=np.intp)
        size = 1
        for column, codes, level in zip(self.columns, self.codes, node, strict=True):
            groups = column.size(level)
            if groups <= 1:
                continue
            if size * groups > _KEYS:
                keys, size = numbered(keys)
            keys += np.take(column.groups[level] * size, codes)
            size *= groups
        return keys, size
