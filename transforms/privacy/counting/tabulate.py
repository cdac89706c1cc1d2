"""From a contingency table to the tuples that the search groups: codes without gaps, sensitive values by number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.counting.column import Codes, Column
from transforms.privacy.counting.contingency import Contingency
from transforms.privacy.counting.tuples import Sensitive, Tuples
from transforms.privacy.hierarchies.hierarchy import Hierarchy

_FEW = 1 << 17
"""Up to so many tuples codes stay full integers: looking up by those is faster while all fits the cache."""


def tabulate(table: Contingency, hierarchies: Mapping[str, Hierarchy], *, subset: Contingency | None = None) -> Tuples:
    """One entry per distinct tuple of quasi-identifiers, in the order of the (sorted) table.

    With a research `subset` the rows are those of the subset, and the table's are its population.
    Errors: `subset-not-in-data` with the number of subset rows that the table has no row for.
    """
    population = table.counts
    counts = population if subset is None else _within(table, subset)
    is_first = np.zeros(len(counts), dtype=np.bool_)
    is_first[:1] = True
    for word in table.packing.words:
        keys = table.cells[word].to_numpy()
        is_first[1:] |= keys[1:] != keys[:-1]
    tuple_of = np.cumsum(is_first) - 1
    first = np.flatnonzero(is_first)
    columns, codes = [], []
    for (name, hierarchy), leaf_codes in zip(hierarchies.items(), table.codes(), strict=True):
        column, numbers = Column.of(name, hierarchy, leaf_codes, population, counts)
        columns.append(column)
        codes.append(_narrow(numbers[first], column))
    rows = np.add.reduceat(counts, first) if len(first) else counts
    sensitive = {name: _pairs(table.cells[name], tuple_of, counts) for name in table.sensitive}
    if subset is None:
        return Tuples(columns, codes, rows, sensitive)
    return Tuples(columns, codes, rows, sensitive, np.add.reduceat(population, first) if len(first) else population)


def _within(table: Contingency, subset: Contingency) -> NDArray[np.int64]:
    """Rows of the subset per cell of the table."""
    by = [*table.packing.words, *table.sensitive]
    mine = subset.cells.select(*by, pl.col("_rows").alias("_subset"))
    both = table.cells.join(mine, on=by, how="left", nulls_equal=True, maintain_order="left")
    counts: NDArray[np.int64] = both["_subset"].fill_null(0).to_numpy().astype(np.int64)
    unmatched = subset.rows - int(np.minimum(counts, table.counts).sum())
    if unmatched:
        raise StadtlandError("subset-not-in-data", rows=unmatched, subset_rows=subset.rows)
    return counts


def _narrow(codes: NDArray[np.intp], column: Column) -> Codes:
    if len(codes) <= _FEW:
        return codes
    return codes.astype(np.min_scalar_type(max(0, column.sizes[0] - 1)))


def _pairs(values: pl.Series, tuple_of: NDArray[np.intp], counts: NDArray[np.int64]) -> Sensitive:
    occurs = pl.Series(counts > 0)
    values, tuple_of, counts = values.filter(occurs), tuple_of[counts > 0], counts[counts > 0]
    known = values.drop_nulls().unique().sort()
    number = values.cast(pl.Enum(known)).to_physical()
    is_known = number.is_not_null().to_numpy()
    value_of = number.drop_nulls().to_numpy().astype(np.intp)
    # Cells that differ in another sensitive field only are one pair here.
    pairs = Sensitive(tuple_of[is_known], value_of, counts[is_known], max(1, known.len()))
    return replace(pairs.by(pairs.tuple_of), values=known.len(), names=tuple(known.to_list()))
