"""All cells that dimensions span, the published ones among them, and the sums between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.tables.structure.dimension import Dimension
from transforms.privacy.tables.structure.equations import Equations

MOST_CELLS = 100_000


@dataclass(frozen=True)
class Crosstab:
    """Every combination of categories, totals included; a cell is a place in 0 … cell_count - 1 (row-major).

    `published` marks the cells that at least one of the linked tables shows. The others are never shown, and an
    attacker does not know them either; but they are not negative and add up to what is shown, and the audit counts
    with that. Two linked tables that show the same combination show the same cell: it is suppressed in both or none.
    """

    dimensions: tuple[Dimension, ...]
    published: NDArray[np.bool_]

    @classmethod
    def spanned_by(
        cls, dimensions: Sequence[Dimension], tables: Sequence[Mapping[str, Sequence[str] | None]] = ()
    ) -> Crosstab:
        """`tables`: for each linked table its dimensions, with the levels shown (None: all); none given, one of all.

        A dimension that a table leaves out stands at its total. Errors: `table-too-large`, `table-level-unknown`.
        """
        shape = tuple(len(dimension.codes) for dimension in dimensions)
        if prod(shape) > MOST_CELLS:
            raise StadtlandError("table-too-large", cells=prod(shape), most=MOST_CELLS)
        published = np.zeros(shape, dtype=bool)
        for table in tables or ({dimension.name: None for dimension in dimensions},):
            shown = [_shown(dimension, table) for dimension in dimensions]
            published[np.ix_(*shown)] = True
        return cls(tuple(dimensions), published.ravel())

    @property
    def shape(self) -> tuple[int, ...]:
        """Categories per dimension."""
        return tuple(len(dimension.codes) for dimension in self.dimensions)

    @property
    def cell_count(self) -> int:
        """All cells, shown or not."""
        return prod(self.shape)

    @cached_property
    def leaves(self) -> NDArray[np.bool_]:
        """Marks the innermost cells: a leaf in every dimension."""
        inner = np.zeros(self.shape, dtype=bool)
        inner[np.ix_(*(dimension.leaf_places for dimension in self.dimensions))] = True
        return inner.ravel()

    @cached_property
    def equations(self) -> Equations:
        """All sums of all dimensions at every combination of the others."""
        place = np.arange(self.cell_count).reshape(self.shape)
        rows: list[NDArray[np.int64]] = []
        lengths: list[NDArray[np.int64]] = []
        for axis, dimension in enumerate(self.dimensions):
            along = np.moveaxis(place, axis, 0)
            for parent, children in dimension.equations:
                entries = along[np.concatenate([[parent], children])].reshape(len(children) + 1, -1).T
                rows.append(entries.ravel())
                lengths.append(np.full(entries.shape[0], entries.shape[1]))
        starts = np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int64)
        return Equations(starts, np.concatenate(rows).astype(np.int64), self.cell_count)

    @cached_property
    def definitions(self) -> Equations:
        """The sums that define each margin once; all others follow from them, so a linear program needs no more."""
        sums = self.equations
        parents = np.unravel_index(sums.cells[sums.starts[:-1]], self.shape)
        parts = np.unravel_index(sums.cells[sums.starts[:-1] + 1], self.shape)
        kept = np.ones(sums.count, dtype=bool)
        outer = np.ones(sums.count, dtype=bool)
        for dimension, parent, part in zip(self.dimensions, parents, parts, strict=True):
            # A sum along this dimension defines its margin only where all dimensions before stand at a leaf.
            kept &= (parent == part) | outer
            outer &= (parent != part) | np.isin(parent, dimension.leaf_places)
        chosen = np.flatnonzero(kept)
        _, first = np.unique(sums.cells[sums.starts[chosen]], return_index=True)
        chosen = chosen[np.sort(first)]
        rows = [sums.row(int(place)) for place in chosen]
        starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
        return Equations(starts, np.concatenate(rows), self.cell_count)

    def key(self, cell: int) -> tuple[str, ...]:
        """The categories of a cell, one per dimension."""
        places = np.unravel_index(cell, self.shape)
        return tuple(dimension.codes[int(place)] for dimension, place in zip(self.dimensions, places, strict=True))

    def add_up(self, inner: NDArray[np.float64]) -> NDArray[np.float64]:
        """All cells from the innermost ones: every margin filled with its sum, in a fixed order."""
        filled = inner.reshape(self.shape).copy()
        for axis, dimension in enumerate(self.dimensions):
            along = np.moveaxis(filled, axis, 0)
            for parent, children in dimension.equations:
                along[parent] = along[children].sum(axis=0)
        return filled.ravel()


def _shown(dimension: Dimension, table: Mapping[str, Sequence[str] | None]) -> NDArray[np.int64]:
    if dimension.name not in table:
        return np.array([0])
    levels = table[dimension.name]
    if levels is None:
        return np.arange(len(dimension.codes))
    if unknown := [level for level in levels if level not in dimension.levels]:
        known = ", ".join(dict.fromkeys(dimension.levels))
        raise StadtlandError("table-level-unknown", dimension=dimension.name, level=unknown[0], known=known)
    return np.array([place for place, level in enumerate(dimension.levels) if level in levels])
