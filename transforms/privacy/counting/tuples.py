"""Distinct tuples of quasi-identifiers with the rows behind them, ready to be grouped at any node of the lattice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.counting.column import Codes, Column
from transforms.privacy.counting.compiled import compiled
from transforms.privacy.counting.grouping import grouped, how_many, numbered, sums
from transforms.privacy.counting.sensitive import Sensitive

Node = tuple[int, ...]

_KEYS = 1 << 62
_SPARE = 1 << 13
"""Up to so many ids, or as many as there are tuples, a table of all there can be is cheaper than numbering them."""

_CHUNK = 1 << 16
"""Tuples whose keys are put together at a time: the pieces stay in the cache."""


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

    def classes(self, node: Node) -> Classes:
        """The classes at `node`."""
        keys, size = self._keys(node)
        if size > max(_SPARE, len(keys)):
            keys, size = numbered(keys, size)
        return Classes(keys, size, self.weights, self.sensitive, self.population_weights, self.codes)

    def rolled_up(self, node: Node) -> Tuples:
        """The table at `node`: one tuple per class, for all nodes that are coarser than it."""
        ids, first = grouped(*self._keys(node))
        rows = sums(ids, self.rows, len(first))
        sensitive = {name: pairs.by(ids[pairs.tuple_of]) for name, pairs in self.sensitive.items()}
        population = None if self.population is None else sums(ids, self.population, len(first))
        return Tuples(self.columns, [codes[first] for codes in self.codes], rows, sensitive, population)

    def size_at(self, node: Node) -> float:
        """About how many tuples `rolled_up` would leave."""
        keys, size = self._keys(node)
        most = 1 << len(self.rows).bit_length()
        return how_many(keys, np.zeros(most, dtype=np.bool_)) if size > most else float(size)

    def part(self, chosen: NDArray[np.bool_]) -> Tuples:
        """The `chosen` tuples only."""
        stay = np.flatnonzero(chosen)
        sensitive = {}
        for name, pairs in self.sensitive.items():
            stays = np.flatnonzero(chosen.take(pairs.tuple_of))
            tuple_of = np.searchsorted(stay, pairs.tuple_of[stays])
            sensitive[name] = Sensitive(tuple_of, pairs.value_of[stays], pairs.rows[stays], pairs.values, pairs.names)
        population = None if self.population is None else self.population[stay]
        return Tuples(self.columns, [codes[stay] for codes in self.codes], self.rows[stay], sensitive, population)

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
                keys, size = numbered(keys, size)
        return keys, size


def _add(keys: NDArray[np.intp], strides: Sequence[NDArray[np.intp]], codes: Sequence[Codes]) -> None:
    for start in range(0, len(keys), _CHUNK):
        part = slice(start, start + _CHUNK)
        for stride, code in zip(strides, codes, strict=True):
            _add_taken(keys[part], stride, code[part])


@compiled
def _add_taken(keys: NDArray[np.intp], stride: NDArray[np.intp], codes: Codes) -> None:
    for place in range(len(keys)):
        keys[place] += stride[codes[place]]
