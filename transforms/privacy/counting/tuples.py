"""Distinct tuples of quasi-identifiers with the rows behind them, ready to be grouped at any node of the lattice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes, numbered
from transforms.privacy.counting.column import Codes, Column

Node = tuple[int, ...]

_KEYS = 1 << 62
_LEAST_BITS, _MOST_BITS = 17, 22
"""Up to so many ids (as a power of 2) a table of them is cheaper than sorting keys: the least stays in the cache."""

_CHUNK = 1 << 16
"""Tuples whose keys are put together at a time: the pieces stay in the cache."""


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
        pair, size = numbered(keys)
        key = np.empty(size, dtype=np.intp)
        key[pair] = keys
        rows = np.bincount(pair, weights=self.rows, minlength=size).astype(np.int64)
        return Sensitive(key // self.values, key % self.values, rows, self.values, self.names)


@dataclass(frozen=True)
class Tuples:
    """One entry per distinct tuple; a tuple of a coarser table stands for all finer ones that share its groups."""

    columns: Sequence[Column]
    codes: Sequence[Codes]
    rows: NDArray[np.int64]
    sensitive: dict[str, Sensitive] = field(default_factory=dict)
    population: NDArray[np.int64] | None = None
    """Rows of the whole population where `rows` counts a research subset (then some are 0); else None."""

    @cached_property
    def population_weights(self) -> NDArray[np.float64] | None:
        """The population as the counting function wants it."""
        return None if self.population is None else self.population.astype(np.float64)

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Rows as the counting function wants them (whole numbers, exact below 2^53)."""
        return self.rows.astype(np.float64)

    def classes(self, node: Node, *, exact: bool) -> Classes:
        """The classes at `node`.

        Unless `exact`, classes may be thrown together in buckets when there are many: a bucket holds at least what
        each of its classes holds, so a bucket that fails a monotone model holds only classes that fail it.
        """
        keys, size = self._keys(node)
        bits = min(_MOST_BITS, max(_LEAST_BITS, (4 * len(self.rows)).bit_length()))
        if size <= 1 << bits:
            return self._classes(keys, size, exact=True)
        if exact:
            return self._classes(*numbered(keys), exact=True)
        # Fibonacci hashing: the high bits of a product with 2^64 over the golden ratio spread regular keys evenly
        most = max([1, *(pairs.values for pairs in self.sensitive.values())])
        bits = min(bits, max(10, 21 - most.bit_length()))
        spread = keys.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(64 - bits)
        return self._classes(spread.view(np.int64), 1 << bits, exact=False)

    def rolled_up(self, node: Node) -> Tuples:
        """The table at `node`: one tuple per class, for all nodes that are coarser than it."""
        ids, size = numbered(self._keys(node)[0])
        first = np.empty(size, dtype=np.intp)
        first[ids] = np.arange(len(ids))
        rows = np.bincount(ids, weights=self.weights, minlength=size).astype(np.int64)
        sensitive = {name: pairs.by(ids[pairs.tuple_of]) for name, pairs in self.sensitive.items()}
        population = None
        if self.population_weights is not None:
            population = np.bincount(ids, weights=self.population_weights, minlength=size).astype(np.int64)
        return Tuples(self.columns, [codes[first] for codes in self.codes], rows, sensitive, population)

    def part(self, chosen: NDArray[np.bool_]) -> Tuples:
        """The `chosen` tuples only."""
        place = np.cumsum(chosen) - 1
        sensitive = {}
        for name, pairs in self.sensitive.items():
            stays = chosen[pairs.tuple_of]
            tuple_of = place[pairs.tuple_of[stays]]
            sensitive[name] = Sensitive(tuple_of, pairs.value_of[stays], pairs.rows[stays], pairs.values, pairs.names)
        population = None if self.population is None else self.population[chosen]
        return Tuples(self.columns, [codes[chosen] for codes in self.codes], self.rows[chosen], sensitive, population)

    def _classes(self, ids: NDArray[np.intp], size: int, *, exact: bool) -> Classes:
        return Classes(ids, size, self.weights, self.sensitive, exact, self.population_weights, self.codes)

    def _keys(self, node: Node) -> tuple[NDArray[np.intp], int]:
        """One integer per tuple, equal where all groups are, and how many such integers there can be."""
        asked = [
            (column.groups[level], column.sizes[level], codes)
            for column, codes, level in zip(self.columns, self.codes, node, strict=True)
            if column.sizes[level] > 1
        ]
        keys = np.zeros(len(self.rows), dtype=np.intp)
        size = 1
        while asked:
            strides, places = [], 0
            for groups, count, _ in asked:
                if size * count > _KEYS and places:
                    break
                strides.append(groups * size)
                size *= count
                places += 1
            _add(keys, strides, [codes for _, _, codes in asked[:places]])
            asked = asked[places:]
            if asked:
                keys, size = numbered(keys)
        return keys, size


def _add(keys: NDArray[np.intp], strides: Sequence[NDArray[np.intp]], codes: Sequence[Codes]) -> None:
    piece = np.empty(min(_CHUNK, len(keys)), dtype=np.intp)
    for start in range(0, len(keys), _CHUNK):
        part = slice(start, min(start + _CHUNK, len(keys)))
        taken = piece[: part.stop - part.start]
        for stride, code in zip(strides, codes, strict=True):
            stride.take(code[part], out=taken, mode="clip")  # clip: codes are in range, and need no checked copy
            keys[part] += taken
