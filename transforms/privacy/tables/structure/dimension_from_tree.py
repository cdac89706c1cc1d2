"""A dimension whose hierarchy is written out: a tree, or a table of levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import polars as pl

from transforms.privacy.tables.structure.dimension import Dimension, Sum

Tree: TypeAlias = "Mapping[str, Tree | None] | Sequence[str]"


def dimension_from_tree(name: str, trees: Sequence[Tree], *, total: str = "Total") -> Dimension:
    """The dimension `name` from one tree, or several that share leaves and total.

    A tree maps each category to what it is made of: a further mapping, a list of leaves, or nothing for a leaf. It
    may begin with the total or directly with the parts of the total. Levels are called level_1 (below the total),
    level_2 and so on. Errors: those of `Dimension`.
    """
    sums: list[Sum] = []
    levels: dict[str, str] = {}

    def walk(parent: str, parts: Tree, depth: int) -> None:
        children = tuple(str(child) for child in parts)
        sums.append((parent, children))
        for child in children:
            levels.setdefault(child, f"level_{depth}")
        if isinstance(parts, Mapping):
            for child, below in parts.items():
                if below:
                    walk(str(child), below, depth + 1)

    for tree in trees:
        below = tree.get(total) if isinstance(tree, Mapping) and list(tree) == [total] else tree
        walk(total, below or (), 1)
    parents = {parent for parent, _ in sums}
    leaves = tuple(code for code in levels if code not in parents)
    return Dimension.from_sums(name, sums, leaves, total=total, levels=levels | {total: "total"})


def dimension_from_levels(name: str, tables: Sequence[pl.DataFrame], *, total: str = "Total") -> Dimension:
    """The dimension `name` from tables without header: first column the leaf, then ever coarser categories.

    A last column that holds one value only, the total or '*', is the total itself. A category that repeats in the
    next column goes on unchanged (unequal heights). Several tables are alternative hierarchies of the same leaves.
    """
    sums: list[Sum] = []
    levels: dict[str, str] = {}
    leaves: dict[str, None] = {}
    for table in tables:
        children: dict[str, dict[str, None]] = {}
        for row in table.iter_rows():
            path = [str(code) for code in row if code is not None]
            if path[-1] in (total, "*"):
                path.pop()
            leaves.setdefault(path[0])
            for depth, (child, parent) in enumerate(zip(path, [*path[1:], total], strict=True)):
                levels.setdefault(child, f"level_{depth}")
                if child != parent:
                    children.setdefault(parent, {}).setdefault(child)
        sums += [(parent, tuple(parts)) for parent, parts in children.items()]
    return Dimension.from_sums(name, sums, tuple(leaves), total=total, levels=levels | {total: "total"})
