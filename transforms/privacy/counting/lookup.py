"""The number of each value of a column, looked up in compiled code and added to packed keys."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.privacy.counting.as_text import as_text
from transforms.privacy.counting.cells_of import LONGEST, CellsOf
from transforms.privacy.counting.compiled import compiled
from transforms.privacy.counting.encode import encode
from transforms.privacy.counting.hashing import shift_for, slot_of
from transforms.privacy.hierarchies.hierarchy import Hierarchy


@dataclass(frozen=True)
class Lookup:
    """For one column: a number per leaf of its hierarchy, then of a missing value, then of a value it lacks.

    Text of up to 12 bytes and whole numbers are found by a hash table of the leaves, open addressed and at most a
    quarter full, some four times as fast as the engine's own conversion; where a leaf is longer the engine gives leaf
    codes. Exact: what is found is compared whole.
    """

    column: str
    expression: pl.Expr
    """What the engine hands over to `add`."""
    numbers: NDArray[np.int64]
    """By leaf code; last but one for a missing value, last for an unknown one."""
    keys: NDArray[np.uint64]
    """The hash table: two numbers per slot."""
    slots: NDArray[np.int64]
    """Per slot the leaf code, -1 where it is free; empty where the engine looks leaf codes up."""

    @classmethod
    def of(cls, column: str, dtype: pl.DataType, hierarchy: Hierarchy) -> Lookup:
        """The lookup of leaf codes in a column of type `dtype`."""
        leaves, places = hierarchy.leaves, np.arange(hierarchy.leaves.len() + 2)
        if dtype in _WHOLE_NUMBERS:
            expression = pl.col(column).cast(pl.Int64)
            number = leaves.cast(pl.Int64, strict=False)
            same = (number.cast(pl.String) == leaves).fill_null(value=False)  # "07" is not what 7 is written as
            known, codes = number.filter(same), places[:-2][same.to_numpy()]
        elif leaves.len() and leaves.str.len_bytes().max() <= LONGEST:  # type: ignore[operator] # a number: there are leaves
            expression, known, codes = as_text(column, dtype), leaves, places[:-2]
        else:
            expression = encode(column, dtype, hierarchy)
            return cls(column, expression, places, np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64))
        cells = CellsOf.of(known.rechunk())
        pairs = np.zeros((len(codes), 2), dtype=np.uint64)
        pairs[:, : cells.width] = cells.numbers.reshape(-1, cells.width)
        size = 1 << max(4, (4 * len(codes)).bit_length())
        keys, slots = np.zeros((size, 2), dtype=np.uint64), np.full(size, -1, dtype=np.int64)
        _fill(pairs, codes, keys, slots)
        return cls(column, expression, places, keys, slots)

    def as_groups(self, groups: NDArray[np.int64]) -> Lookup:
        """The same with a group number per leaf code, and last for a missing value; a value it lacks gets the next."""
        return replace(self, numbers=np.append(groups, groups.max() + 1).astype(np.int64))

    def add(self, values: pl.Series, keys: NDArray[np.int64], shift: int) -> None:
        """Add the number of each of `values`, shifted left by so many bits, to `keys`."""
        shifted = self.numbers << shift
        if not len(self.slots):
            keys += shifted.take(values.to_numpy())
            return
        cells = CellsOf.of(values)
        _add(cells.numbers, cells.width, cells.is_known, cells.first_bit, self.keys, self.slots, shifted, keys)


_WHOLE_NUMBERS = (pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32)
"""Types whose values an Int64 can hold."""


@compiled
def _slot(low: np.uint64, high: np.uint64, shift: np.uint64) -> np.int64:
    return slot_of(low ^ (high * np.uint64(0xC2B2AE3D27D4EB4F)), shift)


@compiled
def _fill(
    pairs: NDArray[np.uint64], codes: NDArray[np.int64], keys: NDArray[np.uint64], slots: NDArray[np.int64]
) -> None:
    shift, mask = shift_for(len(slots)), len(slots) - 1
    for place in range(len(codes)):
        low, high = pairs[place, 0], pairs[place, 1]
        slot = _slot(low, high, shift)
        while slots[slot] >= 0:
            slot = (slot + 1) & mask
        keys[slot, 0], keys[slot, 1], slots[slot] = low, high, codes[place]


@compiled
def _add(
    numbers: NDArray[np.uint64],
    width: int,
    is_known: NDArray[np.uint8],
    first_bit: int,
    keys: NDArray[np.uint64],
    slots: NDArray[np.int64],
    shifted: NDArray[np.int64],
    sums: NDArray[np.int64],
) -> None:
    shift, mask = shift_for(len(slots)), len(slots) - 1
    missing, unknown = shifted[len(shifted) - 2], shifted[len(shifted) - 1]
    for row in range(len(sums)):
        bit = first_bit + row
        if len(is_known) > 0 and not (is_known[bit >> 3] >> (bit & 7)) & 1:
            sums[row] += missing
            continue
        low = numbers[width * row]
        high = numbers[2 * row + 1] if width == 2 else np.uint64(0)
        slot = _slot(low, high, shift)
        found = unknown
        while slots[slot] >= 0:
            if keys[slot, 0] == low and keys[slot, 1] == high:
                found = shifted[slots[slot]]
                break
            slot = (slot + 1) & mask
        sums[row] += found
