"""A set of packed keys that answers for millions of rows in compiled code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled
from transforms.privacy.counting.hashing import shift_for, slot_of


@dataclass(frozen=True)
class Members:
    """Keys of one or more words in a hash table, open addressed and at most a quarter full. Exact."""

    table: NDArray[np.int64]
    """Per slot the words of its key."""
    is_taken: NDArray[np.bool_]

    @classmethod
    def of(cls, words: Sequence[NDArray[np.int64]]) -> Members:
        """The set of these keys, given word by word."""
        keys = np.column_stack(words)
        size = 1 << max(4, (4 * len(keys)).bit_length())
        found = cls(np.zeros((size, keys.shape[1]), dtype=np.int64), np.zeros(size, dtype=np.bool_))
        _fill(keys, found.table, found.is_taken)
        return found

    def hold(self, words: Sequence[NDArray[np.int64]]) -> NDArray[np.bool_]:
        """Per row whether its key is a member."""
        return _hold(words[0] if len(words) == 1 else np.concatenate(words), len(words[0]), self.table, self.is_taken)


@compiled
def _fill(keys: NDArray[np.int64], table: NDArray[np.int64], is_taken: NDArray[np.bool_]) -> None:
    shift = shift_for(len(table))
    for row in range(len(keys)):
        mixed = 0
        for word in range(keys.shape[1]):
            mixed = mixed * 31 + keys[row, word]
        slot = slot_of(np.uint64(mixed), shift)
        while is_taken[slot]:
            slot = (slot + 1) & (len(table) - 1)
        is_taken[slot] = True
        table[slot] = keys[row]


@compiled
def _hold(
    words: NDArray[np.int64], rows: int, table: NDArray[np.int64], is_taken: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    is_member = np.zeros(rows, dtype=np.bool_)
    width, shift = table.shape[1], shift_for(len(table))
    for row in range(rows):
        mixed = 0
        for word in range(width):
            mixed = mixed * 31 + words[word * rows + row]
        slot = slot_of(np.uint64(mixed), shift)
        while is_taken[slot]:
            is_same = True
            for word in range(width):
                is_same = is_same and table[slot, word] == words[word * rows + row]
            if is_same:
                is_member[row] = True
                break
            slot = (slot + 1) & (len(table) - 1)
    return is_member
