"""Several small codes in one or more 63-bit integers: one group-by key instead of many columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

_BITS_OF_A_WORD = 63  # the sign bit stays clear, so that keys compare as they count


@dataclass(frozen=True)
class Packing:
    """The place of each column's code in the words of a key, by how many codes the column can have."""

    columns: tuple[str, ...]
    places: tuple[tuple[int, int, int], ...]
    """Per column its word, the bits it is shifted by, and the bits it takes."""

    @classmethod
    def of(cls, sizes: Mapping[str, int]) -> Packing:
        """Columns in the order given; a word is opened when the next column no longer fits."""
        places: list[tuple[int, int, int]] = []
        word = used = 0
        for size in sizes.values():
            bits = max(1, (size - 1).bit_length())
            if used + bits > _BITS_OF_A_WORD:
                word, used = word + 1, 0
            places.append((word, used, bits))
            used += bits
        return cls(tuple(sizes), tuple(places))

    @property
    def words(self) -> list[str]:
        """Names of the key columns in a frame."""
        return [f"_key_{word}" for word in range(self.places[-1][0] + 1)] if self.places else []

    def expressions(self, codes: Mapping[str, pl.Expr]) -> list[pl.Expr]:
        """The key columns from Int64 code expressions; null in any code makes its word null."""
        sums: dict[int, pl.Expr] = {}
        for column, (word, shift, _) in zip(self.columns, self.places, strict=True):
            shifted = codes[column].cast(pl.Int64) * (1 << shift)
            sums[word] = sums[word] + shifted if word in sums else shifted
        return [sums[word].alias(name) for word, name in enumerate(self.words)]

    def keys(self, codes: Sequence[NDArray[np.int64]]) -> list[NDArray[np.int64]]:
        """The key columns from the codes of each column."""
        keys = [np.zeros(len(codes[0]), dtype=np.int64) for _ in self.words]
        for code, (word, shift, _) in zip(codes, self.places, strict=True):
            keys[word] += code << shift
        return keys

    def codes(self, keys: Sequence[NDArray[np.int64]]) -> list[NDArray[np.int64]]:
        """The codes of each column, from the key columns."""
        return [(keys[word] >> shift) & ((1 << bits) - 1) for word, shift, bits in self.places]
