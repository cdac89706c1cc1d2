"""Measuring a release: k, l, t and risk from one count of its classes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.counting.classes import numbered
from transforms.privacy.counting.contingency import contingency
from transforms.privacy.counting.tabulate import tabulate
from transforms.privacy.counting.tuples import Tuples
from transforms.privacy.hierarchies.hierarchy import TOP, Hierarchy
from transforms.privacy.risk.diversity import Diversity, diversity, diversity_of_parts
from transforms.privacy.risk.measures import Measures
from transforms.privacy.risk.wildcards import Cells, Wildcards

__all__ = ["Measures", "measure"]


def measure(
    frame: pl.LazyFrame,
    quasi: Sequence[str],
    sensitive: str | None = None,
    *,
    wildcards: Literal["none", "match"] = "none",
) -> Measures:
    """The measures of `frame` as it stands; see `Measures` for each figure.

    Every row counts. With `wildcards="none"` null and '*' are values like others: rows suppressed to '*' are a class
    of their own, as `recode` releases them. With `"match"` null and '*' in a quasi-identifier match every value, as
    in local suppression: the class of a row is then all rows it is compatible with (sdcMicro's frequency count), and
    classes overlap. Peers that leave out rows with a missing quasi-identifier (pycanon) report a k that a reader of
    the file cannot rely on; here such a row is counted.

    One streaming pass over the values and one over the rows; memory of the packed keys (8 bytes per row) and of the
    classes. Wildcards, where any occur, add what `Wildcards` says.

    Errors: `quasi-identifiers-none`, `quasi-identifier-absent`, `sensitive-absent`, `sensitive-is-quasi-identifier`,
    `risk-column-twice`.
    """
    _refuse(frame, quasi, sensitive)
    fields = [*quasi, *([] if sensitive is None else [sensitive])]
    known = _values(frame, fields)
    table = tabulate(contingency(frame, known), known)
    if not len(table.rows):
        return Measures.of(np.zeros(0), np.zeros(0), Diversity())
    class_of, classes = numbered(table.classes(tuple([0] * len(quasi) + [1] * (sensitive is not None))).ids)
    value_of = (table.codes[-1] if sensitive is not None else np.zeros(len(table.rows))).astype(np.intp)
    cells = Cells(class_of, value_of, table.rows)
    own_rows = _rows_by(class_of, table.rows, classes)
    wild = _wildcards(table, known, class_of, len(quasi)) if wildcards == "match" else None
    is_wild = wild is not None and wild.are_there
    size = own_rows if wild is None or not is_wild else wild.sums(own_rows.astype(np.int64))[0].astype(np.float64)
    if sensitive is None:
        return Measures.of(own_rows, size, Diversity())
    column, dtype = table.columns[-1], frame.collect_schema()[sensitive]
    is_missing = column.labels[0] == known[sensitive].leaves.len()
    is_ordered = dtype.is_numeric() or dtype.is_temporal() or dtype == pl.Boolean
    if wild is None or not is_wild:
        return Measures.of(own_rows, size, diversity(cells, column.rows, is_missing, is_ordered=is_ordered))
    parts = partial(wild.cells, cells, len(column.rows))
    return Measures.of(own_rows, size, diversity_of_parts(parts, column.rows, is_missing, is_ordered=is_ordered))


def _rows_by(class_of: NDArray[np.intp], rows: NDArray[np.int64], classes: int) -> NDArray[np.float64]:
    return np.bincount(class_of, weights=rows, minlength=classes).astype(np.float64, copy=False)


def _values(frame: pl.LazyFrame, fields: Sequence[str]) -> dict[str, Hierarchy]:
    """The values of each field in their natural order, as hierarchies that know them and '*' only."""
    found = pl.collect_all([frame.select(pl.col(name).unique()) for name in fields], engine="streaming")
    hierarchies = {}
    for name, values in zip(fields, found, strict=True):
        text = values.to_series().drop_nulls().sort().cast(pl.String).unique(maintain_order=True)
        levels = pl.DataFrame({"level_0": text, "level_1": pl.repeat(TOP, text.len(), eager=True)})
        hierarchies[name] = Hierarchy(levels, name)
    return hierarchies


def _wildcards(table: Tuples, known: dict[str, Hierarchy], class_of: NDArray[np.intp], fields: int) -> Wildcards:
    """The classes with what is missing or '*' in a quasi-identifier as a wildcard."""
    first = np.unique(class_of, return_index=True)[1]
    values, is_wild = [], []
    for column, codes in zip(table.columns[:fields], table.codes[:fields], strict=True):
        wild = np.append((known[column.name].leaves == TOP).to_numpy(), True)[column.labels[0]]
        values.append(codes[first].astype(np.intp))
        is_wild.append(wild[values[-1]])
    return Wildcards.of(values, is_wild)


def _refuse(frame: pl.LazyFrame, quasi: Sequence[str], sensitive: str | None) -> None:
    if not quasi:
        raise StadtlandError("quasi-identifiers-none")
    present = frame.collect_schema().names()
    missing = [name for name in quasi if name not in present]
    if missing:
        raise StadtlandError("quasi-identifier-absent", missing=", ".join(missing))
    if sensitive is not None and sensitive not in present:
        raise StadtlandError("sensitive-absent", missing=sensitive)
    if twice := sorted({name for name in quasi if quasi.count(name) > 1}):
        raise StadtlandError("risk-column-twice", columns=", ".join(twice))
    if sensitive in quasi:
        raise StadtlandError("sensitive-is-quasi-identifier", field=str(sensitive))
