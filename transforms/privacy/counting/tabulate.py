"""From a contingency table to the tuples that the search groups: codes without gaps, sensitive values by number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.counting.column import Column
from transforms.privacy.counting.compiled import compiled
from transforms.privacy.counting.contingency import Contingency
from transforms.privacy.counting.sensitive import Sensitive
from transforms.privacy.counting.tuples import Tuples
from transforms.privacy.hierarchies.hierarchy import Hierarchy


def tabulate(table: Contingency, hierarchies: Mapping[str, Hierarchy], *, subset: Contingency | None = None) -> Tuples:
    """One entry per distinct tuple of quasi-identifiers, in the order of the (sorted) table.

    With a research `subset` the rows are those of the subset, and the table's are its population.
    Errors: `subset-not-in-data` with the number of subset rows that the table has no row for.
    """
    population = table.counts
    counts = population if subset is None else _within(table, subset)
    is_first = np.zeros(len(counts), dtype=np.bool_)
    is_first[:1] = True
    keys = [table.cells[name].to_numpy() for name in table.packing.words]
    for ordered in keys:
        is_first[1:] |= ordered[1:] != ordered[:-1]
    first = np.flatnonzero(is_first)
    is_plain = len(first) == len(counts)
    rows = counts if is_plain else np.add.reduceat(counts, first)
    of_all = None if subset is None else population if is_plain else np.add.reduceat(population, first)
    keys = keys if is_plain else [ordered[first] for ordered in keys]
    columns, codes = [], []
    for (name, hierarchy), (word, shift, bits) in zip(hierarchies.items(), table.packing.places, strict=True):
        leaf_rows, leaf_tuples = np.zeros(1 << bits, dtype=np.int64), np.zeros(1 << bits, dtype=np.int64)
        _count(keys[word], shift, rows, leaf_rows, leaf_tuples)
        leaves = hierarchy.leaves.len() + 1
        column, number = Column.of(name, hierarchy, leaf_rows[:leaves], leaf_tuples[:leaves])
        columns.append(column)
        narrow = np.empty(len(rows), dtype=np.min_scalar_type(max(0, column.sizes[0] - 1)))
        _renumber(keys[word], shift, (1 << bits) - 1, number, narrow)
        codes.append(narrow)
    sensitive: dict[str, Sensitive] = {}
    if table.sensitive:
        tuple_of = np.cumsum(is_first) - 1
        sensitive = {name: _pairs(table.cells[name], tuple_of, counts) for name in table.sensitive}
    return Tuples(columns, codes, rows, sensitive, of_all)


@compiled
def _count(
    keys: NDArray[np.int64],
    shift: int,
    rows: NDArray[np.int64],
    leaf_rows: NDArray[np.int64],
    leaf_tuples: NDArray[np.int64],
) -> None:
    """Rows and tuples per leaf code; as many codes as its bits can tell."""
    mask = len(leaf_rows) - 1
    for place in range(len(keys)):
        code = (keys[place] >> shift) & mask
        leaf_rows[code] += rows[place]
        leaf_tuples[code] += 1


@compiled
def _renumber(keys: NDArray[np.int64], shift: int, mask: int, number: NDArray[np.intp], numbers: NDArray[Any]) -> None:
    for place in range(len(keys)):
        numbers[place] = number[(keys[place] >> shift) & mask]


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
