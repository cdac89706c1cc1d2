"""A generalisation hierarchy: what each value of a field becomes, level by level, up to '*'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.counting.as_text import plain_zero
from transforms.privacy.hierarchies.dates import Part, dates
from transforms.privacy.hierarchies.digits import digits
from transforms.privacy.hierarchies.intervals import intervals

TOP = "*"


@dataclass(frozen=True)
class Hierarchy:
    """One row of `levels` per raw value: level_0 the value as text, level_1 … level_h ever coarser, level_h all '*'.

    Every level is a union of groups of the level before, so generalising never splits a class and never lowers k.
    A share of generality is counted on the rows of the table (the leaves), whether the data hold them or not.

    Missing values: null is a value of its own. It stays null below the top, becomes '*' at the top, counts in k like
    any other, and is never dropped. A row of the table whose level_0 is null says otherwise (for example that a
    missing age becomes "unknown" at level 1); without one, null is no leaf and its share below the top is that of one.

    Errors of the constructors: `hierarchy-empty`, `hierarchy-duplicate-values`, `hierarchy-heights-unequal`,
    `hierarchy-ambiguous`. They name the hierarchy by `name` and count; they never show a value.
    """

    levels: pl.DataFrame = field(repr=False)
    name: str = "hierarchy"

    def __post_init__(self) -> None:
        _refuse_what_is_no_tree(self.levels, self.name)

    @classmethod
    def from_table(cls, table: pl.DataFrame, *, name: str = "hierarchy") -> Hierarchy:
        """From a table read elsewhere, first column the raw value; '*' is put on top unless it is there already."""
        if not table.width:
            raise StadtlandError("hierarchy-empty", hierarchy=name)
        first = table.columns[0]
        table = table.with_columns(plain_zero(first, table[first].dtype))
        named = table.select(pl.nth(place).cast(pl.String).alias(f"level_{place}") for place in range(table.width))
        return cls(_topped(named), name)

    @classmethod
    def intervals(
        cls, values: pl.Series, widths: Sequence[float], *, origin: float = 0.0, name: str = "hierarchy"
    ) -> Hierarchy:
        """From numbers: half-open intervals of growing width, see `transforms.privacy.hierarchies.intervals`."""
        return cls(_topped(intervals(values, widths, origin=origin, name=name)), name)

    @classmethod
    def digits(cls, values: pl.Series, keep: Sequence[int], *, name: str = "hierarchy") -> Hierarchy:
        """From codes: ever fewer leading characters, see `transforms.privacy.hierarchies.digits`."""
        return cls(_topped(digits(values, keep, name=name)), name)

    @classmethod
    def dates(cls, values: pl.Series, parts: Sequence[Part], *, name: str = "hierarchy") -> Hierarchy:
        """From dates: day, month, quarter, year, decade, see `transforms.privacy.hierarchies.dates`."""
        return cls(_topped(dates(values, parts, name=name)), name)

    @property
    def height(self) -> int:
        """The level of '*'; 0 is the raw value, so there are height + 1 levels."""
        return self.levels.width - 1

    @cached_property
    def leaves(self) -> pl.Series:
        """The raw values that are not missing, in the order of the table: their places are the leaf codes."""
        return self.levels["level_0"].drop_nulls()

    @cached_property
    def leaf_count(self) -> int:
        """Rows of the table: what shares of generality are counted on."""
        return self.levels.height

    def labels(self, level: int) -> list[str | None]:
        """One label per leaf code, then the label of a missing value (None: it stays missing)."""
        return self._labels[level]

    def groups(self, level: int) -> NDArray[np.int64]:
        """One group number per leaf code, the last one for a missing value; equal labels share a number."""
        return self._groups[level]

    def leaves_under(self, level: int) -> NDArray[np.int64]:
        """Per leaf code (and last, for a missing value) the number of leaves that share its label at `level`."""
        return self._under[level]

    @cached_property
    def _labels(self) -> list[list[str | None]]:
        is_missing = self.levels["level_0"].is_null()
        known, missing = self.levels.filter(~is_missing), self.levels.filter(is_missing)
        of_missing = missing.row(0) if missing.height else (*[None] * self.height, TOP)
        return [[*known[f"level_{level}"].to_list(), of_missing[level]] for level in range(self.height + 1)]

    @cached_property
    def _groups(self) -> list[NDArray[np.int64]]:
        return [_numbered(labels) for labels in self._labels]

    @cached_property
    def _under(self) -> list[NDArray[np.int64]]:
        is_leaf = np.ones(self.leaves.len() + 1, dtype=np.int64)
        is_leaf[-1] = self.leaf_count - self.leaves.len()  # 1 where the table has a row for missing values
        under = [np.bincount(groups, weights=is_leaf).astype(np.int64)[groups] for groups in self._groups[:-1]]
        return [*(np.maximum(counts, 1) for counts in under), np.full_like(is_leaf, self.leaf_count)]


def _numbered(labels: list[str | None]) -> NDArray[np.int64]:
    numbers: dict[str | None, int] = {}
    return np.array([numbers.setdefault(label, len(numbers)) for label in labels], dtype=np.int64)


def _topped(levels: pl.DataFrame) -> pl.DataFrame:
    if levels.width > 1 and bool((levels[levels.columns[-1]] == TOP).fill_null(value=False).all()):
        return levels
    return levels.with_columns(pl.lit(TOP).alias(f"level_{levels.width}"))


def _refuse_what_is_no_tree(levels: pl.DataFrame, name: str) -> None:
    repeated = int(levels["level_0"].is_duplicated().sum())
    if repeated:
        distinct = levels.filter(pl.col("level_0").is_duplicated())["level_0"].n_unique()
        raise StadtlandError("hierarchy-duplicate-values", hierarchy=name, count=distinct)
    above_raw = [f"level_{level}" for level in range(1, levels.width)]
    short = int(levels.select(pl.any_horizontal(pl.col(above_raw).is_null()).sum()).item())
    if short:
        raise StadtlandError("hierarchy-heights-unequal", hierarchy=name, count=short)
    for level in range(1, levels.width - 1):
        child, parent = f"level_{level}", f"level_{level + 1}"
        parents = levels.group_by(child).agg(pl.col(parent).n_unique().alias("parents"))
        torn = int((parents["parents"] > 1).sum())
        if torn:
            raise StadtlandError("hierarchy-ambiguous", hierarchy=name, count=torn, level=level, above=level + 1)
