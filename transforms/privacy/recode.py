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


def recode(frame: pl.LazyFrame, hierarchies: Mapping[str, Hierarchy], solution: Solution) -> pl.LazyFrame:
    """One row per released row of `frame`, in its order: quasi-identifiers as generalised text, the rest untouched.

    A row is released as it is generalised only if its class is among those that the search kept; every other row is
    suppressed: '*' in all quasi-identifiers, or left out where `solution.withheld_rows` says that the suppressed
    rows together break the promise too. Hence a row that the search never saw cannot slip through. Rows out =
    `solution.rows - solution.withheld_rows` when `frame` is the one that was searched. Lazy and streaming: code
    maps are looked up, nothing is held but the maps and the kept classes.

    Errors: `quasi-identifier-absent`.
    """
    missing = [name for name in hierarchies if name not in frame.collect_schema().names()]
    if missing:
        raise StadtlandError("quasi-identifier-absent", missing=", ".join(missing))
    marked = _marked(frame, hierarchies, solution)
    if solution.withheld_rows:
        marked = marked.filter(pl.col(_KEPT))
    return marked.with_columns(
        pl.when(pl.col(_KEPT)).then(_label(name, hierarchy, solution.levels[name])).otherwise(pl.lit(TOP)).alias(name)
        for name, hierarchy in hierarchies.items()
    ).drop(_KEPT)


def _marked(frame: pl.LazyFrame, hierarchies: Mapping[str, Hierarchy], solution: Solution) -> pl.LazyFrame:
    below_top = [name for name in hierarchies if solution.levels[name] < hierarchies[name].height]
    if not below_top:
        return frame.with_columns(pl.lit(solution.suppressed_rows < solution.rows).alias(_KEPT))
    groups = {name: hierarchies[name].groups(solution.levels[name]) for name in below_top}
    # One group number more than there are, for values that the hierarchy does not know: it is in no kept class.
    packing = Packing.of({name: int(groups[name].max()) + 2 for name in below_top})
    numbers = {
        name: encode(name, hierarchies[name]).replace_strict(
            list(range(len(groups[name]))),
            groups[name].tolist(),
            default=int(groups[name].max()) + 1,
            return_dtype=pl.Int64,
        )
        for name in below_top
    }
    kept = solution.kept.lazy().select(packing.expressions({name: pl.col(name) for name in below_top}))
    return (
        frame.with_columns(packing.expressions(numbers))
        .join(kept.with_columns(pl.lit(value=True).alias(_KEPT)), on=packing.words, how="left", maintain_order="left")
        .with_columns(pl.col(_KEPT).fill_null(value=False))
        .drop(packing.words)
    )


def _label(name: str, hierarchy: Hierarchy, level: int) -> pl.Expr:
    text = pl.col(name).cast(pl.String)
    if level == hierarchy.height:
        return pl.lit(TOP)
    if level == 0:
        return text
    *labels, of_missing = hierarchy.labels(level)
    known = text.replace_strict(
        hierarchy.leaves, pl.Series(labels, dtype=pl.String), default=None, return_dtype=pl.String
    )
    return known if of_missing is None else pl.when(pl.col(name).is_null()).then(pl.lit(of_missing)).otherwise(known)
