"""A released table as cells that add up: one crosstab, met once per combination of the columns nothing sums over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.agreement.cells import CellRule
from schemas.errors import StadtlandError
from transforms.privacy.tables.structure.cell_places import cell_places
from transforms.privacy.tables.structure.crosstab import Crosstab
from transforms.privacy.tables.structure.dimension import Dimension
from transforms.privacy.tables.structure.dimensions_of import dimensions_of
from transforms.privacy.tables.table_rules import DimensionRule

TOTAL = "total"
"""How a total is called that the table does not show; in parentheses, as many as it takes to be no category."""


@dataclass(frozen=True)
class Strata:
    """`frame` holds the table's rows as they are; `places` says for each row which cell of `crosstab` it is."""

    frame: pl.DataFrame
    crosstab: Crosstab
    places: NDArray[np.int64]
    keys: pl.DataFrame
    """One row per stratum: its values in the columns `within`, as text; in the order of their first row. No column
    where the whole table is one stratum.
    """
    of_row: NDArray[np.int64]
    """Per row of `frame` its stratum."""

    @property
    def count(self) -> int:
        """How many strata there are."""
        return self.keys.height if self.keys.width else 1

    def rows(self) -> Iterator[NDArray[np.int64]]:
        """Per stratum the numbers of its rows."""
        order = np.argsort(self.of_row, kind="stable")
        yield from np.split(order, np.cumsum(np.bincount(self.of_row, minlength=self.count))[:-1])

    def numbers(self, name: str) -> NDArray[np.float64]:
        """One figure per row; no number where it is missing."""
        return self.frame[name].cast(pl.Float64).fill_null(float("nan")).to_numpy()


def strata(frame: pl.DataFrame, rule: CellRule, hierarchies: Mapping[str, pl.DataFrame], *, table: str) -> Strata:
    """Errors: `cells-twice` where two rows stand for one cell, `table-code-missing`, `table-dimension-absent`, those of
    dimensions and of `Crosstab`.
    """
    if absent := [name for name in rule.within if name not in frame.columns]:
        raise StadtlandError("table-dimension-absent", missing=", ".join(absent))
    dimensions = _dimensions(frame, rule, hierarchies)
    crosstab = Crosstab.spanned_by(dimensions)
    text = frame.select(pl.col(name).cast(pl.String) for name in (*rule.within, *rule.dimensions))
    places = cell_places(text, crosstab)
    keys, of_row = pl.DataFrame(), np.zeros(frame.height, dtype=np.int64)
    if rule.within:
        keys, of_row = _keys(text.select(rule.within))
    if twice := frame.height - len(np.unique(of_row * crosstab.cell_count + places)):
        raise StadtlandError(
            "cells-twice", table=table, rows=twice, columns=", ".join((*rule.within, *rule.dimensions))
        )
    return Strata(frame, crosstab, places, keys, of_row)


def _dimensions(frame: pl.DataFrame, rule: CellRule, hierarchies: Mapping[str, pl.DataFrame]) -> list[Dimension]:
    asked = {}
    for name, about in rule.dimensions.items():
        total = about.total
        if total is None:
            taken = set(frame[name].cast(pl.String)) if name in frame.columns else set()
            total = f"({TOTAL})"
            while total in taken:
                total = f"({total})"
        asked[name] = DimensionRule(hierarchy=about.hierarchy, total=total)
    return dimensions_of(frame, asked, hierarchies)


def _keys(within: pl.DataFrame) -> tuple[pl.DataFrame, NDArray[np.int64]]:
    for name in within.columns:
        if missing := within[name].null_count():
            raise StadtlandError("table-code-missing", dimension=name, rows=missing)
    keys = within.unique(maintain_order=True)
    numbered = keys.with_row_index(" stratum")
    of_row = within.join(numbered, on=within.columns, how="left", maintain_order="left")[" stratum"]
    return keys, of_row.cast(pl.Int64).to_numpy()
