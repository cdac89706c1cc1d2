"""One dimension of a table: which published labels each value counts in, its total included."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.hierarchies.hierarchy import TOP, Hierarchy


@dataclass(frozen=True)
class Dimension:
    """`parts` has one row per value and label it counts in (`leaf`, `label`, text); `labels` are in publishing order:
    the total, then ever finer, by name within a level. `finest` are the labels of single values.
    """

    name: str
    parts: pl.DataFrame = field(repr=False)
    labels: tuple[str | None, ...]
    finest: tuple[str | None, ...]
    total: str

    @classmethod
    def from_hierarchy(cls, name: str, hierarchy: Hierarchy, *, total: str = "Total") -> Dimension:
        """Every level of `hierarchy` is published, its top as `total`.

        Errors: `dimension-label-ambiguous` where one label stands for different sets of values.
        """
        levels = hierarchy.levels
        if hierarchy.height and int((levels.drop(f"level_{hierarchy.height}") == total).sum_horizontal().sum() or 0):
            raise StadtlandError("dimension-label-ambiguous", dimension=name, labels=1)
        parts: list[pl.DataFrame] = []
        order: list[str | None] = []
        finest: list[str | None] = []
        for level in range(hierarchy.height, -1, -1):
            label = pl.col(f"level_{level}")
            if level == hierarchy.height:
                label = pl.when(label == TOP).then(pl.lit(total)).otherwise(label)
            at_level = levels.select(leaf="level_0", label=label)
            parts.append(at_level)
            named = at_level["label"].unique().sort(nulls_last=True).to_list()
            order.extend(one for one in named if one not in order)
            finest = named
        every = pl.concat(parts)
        _refuse_ambiguous(every, name)
        return cls(name, every.unique(maintain_order=True), tuple(order), tuple(finest), total)

    @classmethod
    def from_values(cls, name: str, values: pl.Series, *, total: str = "Total") -> Dimension:
        """The values as they are, and their total."""
        leaves = values.cast(pl.String).unique().sort(nulls_last=True)
        top = pl.Series([TOP] * len(leaves), dtype=pl.String)
        return cls.from_hierarchy(name, Hierarchy(pl.DataFrame({"level_0": leaves, "level_1": top}), name), total=total)


def _refuse_ambiguous(parts: pl.DataFrame, name: str) -> None:
    # Each level holds a leaf once. A label that comes back at another level must hold the same leaves there.
    times = parts.group_by("label", "leaf").len()
    uneven = times.group_by("label").agg(pl.col("len").n_unique() > 1).filter(pl.col("len")).height
    if uneven:
        raise StadtlandError("dimension-label-ambiguous", dimension=name, labels=uneven)
