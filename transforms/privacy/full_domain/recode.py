"""Microdata as they may be released: quasi-identifiers at the levels of a solution."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.counting.encode import encode
from transforms.privacy.counting.packing import Packing
from transforms.privacy.full_domain.solution import Solution
from transforms.privacy.hierarchies.hierarchy import TOP, Hierarchy

_RELEASED, _KEPT = "_released", "_is_kept"


def recode(frame: pl.LazyFrame, hierarchies: Mapping[str, Hierarchy], solution: Solution) -> pl.LazyFrame:
    """One row per released row of `frame`, in its order: quasi-identifiers as generalised text, the rest untouched.

    A row is released as it is generalised only if its class is among those that the search kept; every other row is
    suppressed: '*' in all quasi-identifiers, or left out where `solution.withheld_rows` says that the suppressed
    rows together break the promise too. Hence a row that the search never saw cannot slip through. Rows out =
    `solution.rows - solution.withheld_rows` when `frame` is the one that was searched.

    Lazy and streaming: batch by batch, values are looked up in small tables; nothing else is held.
    Errors: `quasi-identifier-absent`.
    """
    schema = frame.collect_schema()
    if missing := [name for name in hierarchies if name not in schema]:
        raise StadtlandError("quasi-identifier-absent", missing=", ".join(missing))
    below_top = [name for name in hierarchies if solution.levels[name] < hierarchies[name].height]
    at_top = [pl.lit(TOP).alias(name) for name in hierarchies if name not in below_top]
    if not below_top:
        return frame.with_columns(at_top)
    codes = pl.struct(encode(name, schema[name], hierarchies[name]).alias(name) for name in below_top)
    released = codes.map_batches(
        _lookup(hierarchies, solution, below_top),
        return_dtype=pl.Struct({**dict.fromkeys(below_top, pl.String), _KEPT: pl.Boolean}),
        is_elementwise=True,
    )
    looked_up = frame.with_columns(released.alias(_RELEASED)).drop(below_top).unnest(_RELEASED)
    # Where no row was suppressed no group of suppressed rows was found safe either: a stranger's row is left out.
    if solution.withheld_rows or not solution.suppressed_rows:
        looked_up = looked_up.filter(pl.col(_KEPT))
    return looked_up.with_columns(at_top).select(schema.names())


def _lookup(
    hierarchies: Mapping[str, Hierarchy], solution: Solution, below_top: list[str]
) -> Callable[[pl.Series], pl.Series]:
    """From leaf codes (a struct) to labels, '*' where the class is not kept, and whether it is."""
    groups: dict[str, NDArray[np.int64]] = {}
    labels: dict[str, pl.Series] = {}
    for name in below_top:
        known = hierarchies[name].groups(solution.levels[name])
        # One group more than there are, for values that the hierarchy does not know: it is in no kept class.
        groups[name] = np.append(known, known.max() + 1)
        labels[name] = pl.Series([*hierarchies[name].labels(solution.levels[name]), TOP], dtype=pl.String)
    packing = Packing.of({name: int(numbers[-1]) + 1 for name, numbers in groups.items()})
    kept = solution.kept.select(packing.expressions({name: pl.col(name) for name in below_top}))
    kept = kept.with_columns(pl.lit(value=True).alias(_KEPT))

    def look_up(batch: pl.Series) -> pl.Series:
        codes = {name: batch.struct.field(name).to_numpy() for name in below_top}
        words = packing.keys([groups[name].take(codes[name]) for name in below_top])
        keys = pl.DataFrame(dict(zip(packing.words, words, strict=True)))
        found = keys.join(kept, on=packing.words, how="left", maintain_order="left")[_KEPT]
        is_kept = found.fill_null(value=False).to_numpy()
        columns = [
            labels[name].gather(np.where(is_kept, codes[name], labels[name].len() - 1)).alias(name)
            for name in below_top
        ]
        return pl.DataFrame([*columns, pl.Series(_KEPT, is_kept)]).to_struct()

    return look_up
