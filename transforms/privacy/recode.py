"""Microdata as they may be released: quasi-identifiers at the levels of a solution."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.encode import encode
from transforms.privacy.hierarchy import TOP, Hierarchy
from transforms.privacy.packing import Packing
from transforms.privacy.solution import Solution

_KEPT = "_is_kept"
_LABEL = "_label_"


def recode(frame: pl.LazyFrame, hierarchies: Mapping[str, Hierarchy], solution: Solution) -> pl.LazyFrame:
    """One row per released row of `frame`, in its order: quasi-identifiers as generalised text, the rest untouched.

    A row is released as it is generalised only if its class is among those that the search kept; every other row is
    suppressed: '*' in all quasi-identifiers, or left out where `solution.withheld_rows` says that the suppressed
    rows together break the promise too. Hence a row that the search never saw cannot slip through. Rows out =
    `solution.rows - solution.withheld_rows` when `frame` is the one that was searched.

    Lazy and streaming: each row's class is looked up among the kept ones and takes its labels from there; nothing is
    held but that table. Errors: `quasi-identifier-absent`.
    """
    columns = frame.collect_schema().names()
    if missing := [name for name in hierarchies if name not in columns]:
        raise StadtlandError("quasi-identifier-absent", missing=", ".join(missing))
    below_top = [name for name in hierarchies if solution.levels[name] < hierarchies[name].height]
    if below_top:
        classes = _classes(hierarchies, solution, below_top)
        packing = _packing(hierarchies, solution, below_top)
        keys = packing.expressions({name: _group(name, hierarchies[name], solution.levels[name]) for name in below_top})
        # Rows without a class have null there, kept or not being known by the flag: a label may be null itself.
        looked_up = frame.with_columns(keys).join(classes, on=packing.words, how="left", maintain_order="left")
        frame = looked_up.with_columns(pl.col(_KEPT).fill_null(value=False))
    else:
        frame = frame.with_columns(pl.lit(solution.suppressed_rows < solution.rows).alias(_KEPT))
    if solution.withheld_rows:
        frame = frame.filter(pl.col(_KEPT))
    labels = {name: pl.col(_LABEL + name) if name in below_top else pl.lit(TOP) for name in hierarchies}
    return frame.with_columns(
        pl.when(pl.col(_KEPT)).then(label).otherwise(pl.lit(TOP)).alias(name) for name, label in labels.items()
    ).select(columns)


def _classes(hierarchies: Mapping[str, Hierarchy], solution: Solution, below_top: list[str]) -> pl.LazyFrame:
    """One row per kept class: its key, its labels, and the flag that says it is kept."""
    packing = _packing(hierarchies, solution, below_top)
    labels = {}
    for name in below_top:
        level = solution.levels[name]
        of_group = dict(zip(hierarchies[name].groups(level).tolist(), hierarchies[name].labels(level), strict=True))
        numbers = solution.kept[name].to_list()
        labels[_LABEL + name] = pl.Series([of_group[number] for number in numbers], dtype=pl.String)
    keys = packing.expressions({name: pl.col(name) for name in below_top})
    return solution.kept.select(keys).with_columns(**labels).with_columns(pl.lit(value=True).alias(_KEPT)).lazy()


def _packing(hierarchies: Mapping[str, Hierarchy], solution: Solution, below_top: list[str]) -> Packing:
    # One number more than there are groups, for values that the hierarchy does not know: it is in no kept class.
    return Packing.of({name: int(hierarchies[name].groups(solution.levels[name]).max()) + 2 for name in below_top})


def _group(name: str, hierarchy: Hierarchy, level: int) -> pl.Expr:
    """The group number of a row's value at `level`."""
    if level == 0:
        return encode(name, hierarchy)  # leaf codes number the groups of level 0 already
    *groups, of_missing = hierarchy.groups(level).tolist()
    unknown = int(hierarchy.groups(level).max()) + 1
    known = (
        pl.col(name).cast(pl.String).replace_strict(hierarchy.leaves, groups, default=unknown, return_dtype=pl.Int64)
    )
    return pl.when(pl.col(name).is_null()).then(of_missing).otherwise(known)
