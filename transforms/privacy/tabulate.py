"""From a contingency table to the tuples that the search groups: codes without gaps, sensitive values by number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.privacy.column import Codes, Column
from transforms.privacy.contingency import Contingency
from transforms.privacy.hierarchy import Hierarchy
from transforms.privacy.tuples import Sensitive, Tuples

_FEW = 1 << 17
"""Up to so many tuples codes stay full integers: looking up by those is faster while all fits the cache."""


def tabulate(table: Contingency, hierarchies: Mapping[str, Hierarchy]) -> Tuples:
    """One entry per distinct tuple of quasi-identifiers, in the order of the (sorted) table."""
    counts = table.counts
    is_first = np.zeros(len(counts), dtype=np.bool_)
    is_first[:1] = True
    for word in table.packing.words:
        keys = table.cells[word].to_numpy()
        is_first[1:] |= keys[1:] != keys[:-1]
    tuple_of = np.cumsum(is_first) - 1
    first = np.flatnonzero(is_first)
    columns, codes = [], []
    for (name, hierarchy), leaf_codes in zip(hierarchies.items(), table.codes(), strict=True):
        column, numbers = Column.of(name, hierarchy, leaf_codes, counts)
        columns.append(column)
        codes.append(_narrow(numbers[first], column))
    rows = np.add.reduceat(counts, first) if len(first) else counts
    sensitive = {name: _pairs(table.cells[name], tuple_of, counts) for name in table.sensitive}
    return Tuples(columns, codes, rows, sensitive)


def _narrow(codes: NDArray[np.intp], column: Column) -> Codes:
    if len(codes) <= _FEW:
        return codes
    return codes.astype(np.min_scalar_type(max(0, column.sizes[0] - 1)))


def _pairs(values: pl.Series, tuple_of: NDArray[np.intp], counts: NDArray[np.int64]) -> Sensitive:
    known = values.drop_nulls().unique().sort()
    number = values.cast(pl.Enum(known)).to_physical()
    is_known = number.is_not_null().to_numpy()
    value_of = number.drop_nulls().to_numpy().astype(np.intp)
    # Cells that differ in another sensitive field only are one pair here.
    pairs = Sensitive(tuple_of[is_known], value_of, counts[is_known], max(1, known.len()))
    return replace(pairs.by(pairs.tuple_of), values=known.len())
