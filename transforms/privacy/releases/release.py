"""One release: a table of counts, each cell a set of atoms, as everybody can read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.errors import StadtlandError

Categories = tuple[str | None, ...]


@dataclass(frozen=True)
class Cell:
    """One published cell: the units (persons, buildings) that lie in one category of each dimension."""

    categories: Categories
    """In the order of `Release.dimensions`; None is the total over a dimension."""
    least: int
    most: int | None
    """What a reader knows of the count: both ends alike where it is published, 1 … n - 1 for "small", 0 … None for a
    cell that shows nothing, value - base/2 … value + base/2 for a rounded one."""

    @property
    def is_exact(self) -> bool:
        """Whether the count itself is published."""
        return self.least == self.most


@dataclass(frozen=True)
class Release:
    """One table as it was released. Counts of released tables are public, so they stand here as they are.

    Atoms are the finest things that any table tells apart: single years of age, municipalities as they were before a
    merger, statistical blocks. Every unit has exactly one atom of each dimension. `population` names the parts that
    the table counts: two releases with the same part count the same units; a table that adds newcomers of 2025 to
    those of 2024 has the parts 2024 and 2025; a new census of a changed population is a part of its own.
    """

    name: str
    dimensions: Mapping[str, Mapping[str, tuple[str, ...]]]
    """By dimension and category: its atoms. A dimension that a release lacks is totalled over."""
    cells: tuple[Cell, ...]
    population: tuple[str, ...] = ("all",)

    def __post_init__(self) -> None:
        """Errors: `release-category-unknown`, `release-category-empty`, `release-cell-twice`, `release-count-wrong`."""
        for dimension, categories in self.dimensions.items():
            empty = [name for name, atoms in categories.items() if not atoms or len(set(atoms)) < len(atoms)]
            if empty:
                raise StadtlandError(
                    "release-category-empty", release=self.name, dimension=dimension, categories=len(empty)
                )
        if not self.population or len(set(self.population)) < len(self.population):
            raise StadtlandError("release-category-empty", release=self.name, dimension="population", categories=1)
        for place, (dimension, categories) in enumerate(self.dimensions.items()):
            unknown = {cell.categories[place] for cell in self.cells} - set(categories) - {None}
            if unknown:
                raise StadtlandError(
                    "release-category-unknown", release=self.name, dimension=dimension, categories=len(unknown)
                )
        twice = len(self.cells) - len({cell.categories for cell in self.cells})
        if twice:
            raise StadtlandError("release-cell-twice", release=self.name, cells=twice)
        wrong = sum(cell.least < 0 or (cell.most is not None and cell.most < cell.least) for cell in self.cells)
        if wrong:
            raise StadtlandError("release-count-wrong", release=self.name, cells=wrong)

    def label(self, cell: Cell) -> dict[str, str]:
        """The cell's category by dimension, totals left out."""
        return {
            name: category
            for name, category in zip(self.dimensions, cell.categories, strict=True)
            if category is not None
        }
