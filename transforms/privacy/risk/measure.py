"""Measuring a release: k, l, t and risk from one count of its classes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.counting.contingency import Contingency, contingency
from transforms.privacy.counting.distinct import distinct
from transforms.privacy.counting.grouping import sums
from transforms.privacy.counting.refuse_nested import refuse_nested
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

    One streaming pass over the values and one over the rows; memory of `Runs` and of the classes, however many rows
    there are. Wildcards, where any occur, add what `Wildcards` says.

    Errors: `quasi-identifiers-none`, `quasi-identifier-absent`, `sensitive-absent`, `sensitive-is-quasi-identifier`,
    `risk-column-twice`.
    """
    _refuse(frame, quasi, sensitive)
    known = _values(frame, [*([] if sensitive is None else [sensitive]), *quasi])
    table = contingency(frame, known)
    if not table.cells.height:
        return Measures.of(np.zeros(0), np.zeros(0), Diversity())
    keys, cells, first = _cells(table, has_sensitive=sensitive is not None)
    own_rows = sums(cells.class_of, cells.rows, len(first)).astype(np.float64)
    wild = (
        _wildcards(table.packing.codes([word[first] for word in keys]), known, quasi) if wildcards == "match" else None
    )
    is_wild = wild is not None and wild.are_there
    size = own_rows if wild is None or not is_wild else wild.sums(own_rows.astype(np.int64))[0].astype(np.float64)
    if sensitive is None:
        return Measures.of(own_rows, size, Diversity())
    values, dtype = known[sensitive].leaves.len() + 1, frame.collect_schema()[sensitive]
    is_missing = np.arange(values) == values - 1
    value_rows = sums(cells.value_of, cells.rows, values)
    is_ordered = dtype.is_numeric() or dtype.is_temporal() or dtype == pl.Boolean
    if wild is None or not is_wild:
        return Measures.of(own_rows, size, diversity(cells, value_rows, is_missing, is_ordered=is_ordered))
    parts = partial(wild.cells, cells, values)
    return Measures.of(own_rows, size, diversity_of_parts(parts, value_rows, is_missing, is_ordered=is_ordered))


def _cells(table: Contingency, *, has_sensitive: bool) -> tuple[list[NDArray[np.int64]], Cells, NDArray[np.intp]]:
    """The key words of the cells, the cells by class and value, and the first cell of each class.

    The sensitive field was packed first, into the lowest bits: in a key of one word the cells of a class stand side
    by side already.
    """
    bits = table.packing.places[0][2] if has_sensitive else 0
    keys, rows = [table.cells[word].to_numpy() for word in table.packing.words], table.counts
    if len(keys) > 1:
        order = np.lexsort((keys[0], *keys[1:], keys[0] >> bits))
        keys, rows = [word[order] for word in keys], rows[order]
    is_first = np.zeros(len(rows), dtype=np.bool_)
    is_first[0] = True
    for word in (keys[0] >> bits, *keys[1:]):
        is_first[1:] |= word[1:] != word[:-1]
    return keys, Cells(np.cumsum(is_first) - 1, keys[0] & ((1 << bits) - 1), rows), np.flatnonzero(is_first)


def _values(frame: pl.LazyFrame, fields: Sequence[str]) -> dict[str, Hierarchy]:
    """The values of each field in their natural order, as hierarchies that know them and '*' only."""
    hierarchies = {}
    for name, values in distinct(frame, fields).items():
        text = values.sort().cast(pl.String).unique(maintain_order=True)
        levels = pl.DataFrame({"level_0": text, "level_1": pl.repeat(TOP, text.len(), eager=True)})
        hierarchies[name] = Hierarchy(levels, name)
    return hierarchies


def _wildcards(codes: Sequence[NDArray[np.int64]], known: dict[str, Hierarchy], quasi: Sequence[str]) -> Wildcards:
    """The classes with what is missing or '*' in a quasi-identifier as a wildcard; `codes` are those of each field."""
    of_quasi = codes[len(codes) - len(quasi) :]
    wild = [np.append((known[name].leaves == TOP).to_numpy(), True) for name in quasi]
    return Wildcards.of(of_quasi, [is_wild[found] for is_wild, found in zip(wild, of_quasi, strict=True)])


def _refuse(frame: pl.LazyFrame, quasi: Sequence[str], sensitive: str | None) -> None:
    if not quasi:
        raise StadtlandError("quasi-identifiers-none")
    present = frame.collect_schema().names()
    missing = [name for name in quasi if name not in present]
    if missing:
        raise StadtlandError("quasi-identifier-absent", missing=", ".join(missing))
    if sensitive is not None and sensitive not in present:
        raise StadtlandError("sensitive-absent", missing=sensitive)
    refuse_nested(frame.collect_schema(), [*quasi, *([] if sensitive is None else [sensitive])])
    if twice := sorted({name for name in quasi if quasi.count(name) > 1}):
        raise StadtlandError("risk-column-twice", columns=", ".join(twice))
    if sensitive in quasi:
        raise StadtlandError("sensitive-is-quasi-identifier", field=str(sensitive))
