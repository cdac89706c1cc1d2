"""Where a number stands in a hash table of 2^n slots: Fibonacci hashing, for compiled loops."""

from __future__ import annotations

import numpy as np

from transforms.privacy.counting.compiled import compiled


@compiled
def shift_for(size: int) -> np.uint64:
    """How far products are shifted for a table of `size` slots, a power of 2."""
    bits = 0
    while 1 << bits < size:
        bits += 1
    return np.uint64(64 - bits)


@compiled
def slot_of(number: np.uint64, shift: np.uint64) -> np.int64:
    """The high bits of the product with 2^64 over the golden ratio: they spread regular numbers evenly
    (Knuth 1998, The Art of Computer Programming 3, section 6.4).
    """
    return np.int64((number * np.uint64(0x9E3779B97F4A7C15)) >> shift)
