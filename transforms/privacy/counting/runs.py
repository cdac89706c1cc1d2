"""Sorted runs of counted keys: counting more rows than one would hold, and merging what was counted apart."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled

_AT_ONCE = 1 << 24
"""Keys that are sorted at a time: 128 MiB."""


@dataclass(frozen=True)
class Run:
    """Distinct keys in ascending order, and the rows behind each."""

    keys: NDArray[np.int64]
    rows: NDArray[np.int64]

    @classmethod
    def counted(cls, keys: NDArray[np.int64]) -> Run:
        """Of a key per row; `keys` are sorted, and overwritten, where they are."""
        keys.sort()
        rows = np.empty(len(keys), dtype=np.int64)
        size = _count(keys, rows)
        if 2 * size > len(keys):
            return cls(keys[:size], rows[:size])
        return cls(keys[:size].copy(), rows[:size].copy())

    def merge(self, other: Run) -> Run:
        """Both together: two fingers walk them, so time is that of reading both and memory that of the result."""
        size = _union(self.keys, other.keys)
        keys, rows = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
        _merge(self.keys, self.rows, other.keys, other.rows, keys, rows)
        return Run(keys, rows)


@dataclass
class Runs:
    """Counts that grow batch by batch; of what is waiting to be merged each is at least twice as large as the next.

    A distinct key is merged a number of times that grows with the logarithm of the batches. Memory at the peak: 16
    bytes per distinct key about three times, and 128 MiB of keys twice, however many rows there are.
    """

    waiting: list[Run] = field(default_factory=list)
    _batches: list[NDArray[np.int64]] = field(default_factory=list)
    _rows: int = 0

    def add(self, keys: NDArray[np.int64]) -> None:
        """Count a batch of keys, one per row."""
        self._batches.append(keys)
        self._rows += len(keys)
        if self._rows >= _AT_ONCE:
            self._flush()

    def add_run(self, run: Run) -> None:
        """Add what was counted apart."""
        while self.waiting and len(self.waiting[-1].keys) < 2 * len(run.keys):
            run = self.waiting.pop().merge(run)
        self.waiting.append(run)

    def merged(self) -> Run:
        """Everything together; an empty run where nothing was added."""
        # Merging an empty run with what is waiting would copy all of it.
        if self._batches or not self.waiting:
            self._flush()
        whole = self.waiting.pop()
        while self.waiting:
            whole = self.waiting.pop().merge(whole)
        return whole

    def _flush(self) -> None:
        keys = np.concatenate([np.zeros(0, dtype=np.int64), *self._batches])
        self._batches, self._rows = [], 0
        self.add_run(Run.counted(keys))


@compiled
def _count(keys: NDArray[np.int64], rows: NDArray[np.int64]) -> int:
    """Put each distinct key of a sorted list at its front, and how often it occurs in `rows`; how many there are."""
    if len(keys) == 0:
        return 0
    last, previous = 0, keys[0]
    rows[0] = 1
    for place in range(1, len(keys)):  # without a branch: whether a key is new is hard to predict
        key = keys[place]
        last += key != previous
        keys[last], rows[last], previous = key, place + 1, key
    for place in range(last, 0, -1):
        rows[place] -= rows[place - 1]
    return last + 1


@compiled
def _union(a: NDArray[np.int64], b: NDArray[np.int64]) -> int:
    """How many distinct keys two sorted lists without repetition hold together."""
    i = j = size = 0
    while i < len(a) and j < len(b):
        left, right = a[i], b[j]
        i += left <= right
        j += right <= left
        size += 1
    return size + len(a) - i + len(b) - j


@compiled
def _merge(
    a: NDArray[np.int64],
    a_rows: NDArray[np.int64],
    b: NDArray[np.int64],
    b_rows: NDArray[np.int64],
    keys: NDArray[np.int64],
    rows: NDArray[np.int64],
) -> None:
    i = j = at = 0
    while i < len(a) or j < len(b):
        takes_a = j == len(b) or (i < len(a) and a[i] <= b[j])
        takes_b = i == len(a) or (j < len(b) and b[j] <= a[i])
        keys[at] = a[i] if takes_a else b[j]
        rows[at] = (a_rows[i] if takes_a else 0) + (b_rows[j] if takes_b else 0)
        i += takes_a
        j += takes_b
        at += 1
