"""Measuring a table of counts: the figures of `measure`, for rows that were counted before and merged."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.privacy.counting.contingency import Contingency
from transforms.privacy.counting.project import project
from transforms.privacy.risk.diversity import Diversity, diversity
from transforms.privacy.risk.measures import Measures
from transforms.privacy.risk.wildcards import Cells


def measure_counted(table: Contingency, sensitive: str | None = None, *, values: pl.Series | None = None) -> Measures:
    """The measures of the rows that `table` counts, on its quasi-identifiers as they were counted (level 0).

    Equal to `measure` of those rows, figure by figure. `values` holds the values of the sensitive field in their own
    type: they give the natural order that ordered distance needs; without them the field is text. Null is a value
    like others, as with `wildcards="none"` there.

    Cost: a few passes over the cells; no row is looked at. Errors: `sensitive-absent`.
    """
    table = project(table, () if sensitive is None else (sensitive,))
    cells = table.cells
    rows = cells["_rows"].to_numpy()
    if not len(rows):
        return Measures.of(np.zeros(0), np.zeros(0), Diversity())
    is_first = np.zeros(len(rows), dtype=np.bool_)
    is_first[0] = True
    for word in table.packing.words:
        keys = cells[word].to_numpy()
        is_first[1:] |= keys[1:] != keys[:-1]
    class_of = np.cumsum(is_first) - 1
    size = np.bincount(class_of, weights=rows).astype(np.float64, copy=False)
    if sensitive is None:
        return Measures.of(size, size, Diversity())
    value_of, is_missing = _numbered(cells[sensitive], values)
    value_rows = np.bincount(value_of, weights=rows, minlength=len(is_missing)).astype(np.int64)
    is_ordered = values is not None and _is_ordered(values.dtype)
    figures = diversity(Cells(class_of, value_of, rows), value_rows, is_missing, is_ordered=is_ordered)
    return Measures.of(size, size, figures)


def _numbered(text: pl.Series, values: pl.Series | None) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Per cell the number of its value among those that occur, in natural order; per number whether it is "missing"."""
    occurring = text.drop_nulls().unique()
    known = occurring if values is None else values.drop_nulls()
    ordered = known.sort().cast(pl.String).unique(maintain_order=True)
    ordered = ordered.filter(ordered.is_in(occurring.implode()))
    number = text.cast(pl.Enum(ordered)).to_physical().cast(pl.Int64)
    is_missing = np.zeros(ordered.len() + (text.null_count() > 0), dtype=np.bool_)
    is_missing[ordered.len() :] = True
    return number.fill_null(ordered.len()).to_numpy().astype(np.intp), is_missing


def _is_ordered(dtype: pl.DataType) -> bool:
    return bool(dtype.is_numeric() or dtype.is_temporal() or dtype == pl.Boolean)
