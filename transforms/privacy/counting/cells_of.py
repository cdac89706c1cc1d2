"""The values of a column as pairs of 64-bit numbers: what a compiled loop can compare without reading text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

T = TypeVar("T", np.uint8, np.uint64)

LONGEST = 12
"""Bytes of a text that its view holds itself (Arrow columnar format, 2023, variable-size binary view layout)."""


@dataclass(frozen=True)
class CellsOf:
    """One entry per row, over the memory of the series: nothing is copied.

    A text of up to 12 bytes is its view: the length and the bytes, zero beyond them, so equal views are equal texts.
    The view of a longer text tells its length, and no more than that: it equals the view of no short one.
    """

    numbers: NDArray[np.uint64]
    """One or two numbers per row."""
    width: int
    """Numbers per row."""
    is_known: NDArray[np.uint8]
    """A bit per row that is set where the value is not missing; empty where none is."""
    first_bit: int

    @classmethod
    def of(cls, values: pl.Series) -> CellsOf:
        """Of a series of Int64 or String."""
        array = values.to_arrow(compat_level=pl.CompatLevel.newest())
        validity, data = array.buffers()[:2]
        width = 2 if values.dtype == pl.String else 1
        if not len(array):
            return cls(_read_only(None, np.uint64), width, _read_only(None, np.uint8), 0)
        numbers = _read_only(data, np.uint64)[width * array.offset : width * (array.offset + len(array))]
        is_known = _read_only(validity if array.null_count else None, np.uint8)
        return cls(numbers, width, is_known, array.offset)


def _read_only(buffer: object, dtype: type[T]) -> NDArray[T]:
    """Of one type whether it is empty or not, so that loops are compiled once."""
    found = np.zeros(0, dtype=dtype) if buffer is None else np.frombuffer(buffer, dtype=dtype)  # type: ignore[call-overload] # Arrow buffers are buffers, but do not say so
    found.setflags(write=False)
    return cast("NDArray[T]", found)
