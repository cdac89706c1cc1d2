"""Microdata as they may be released: quasi-identifiers at the levels of a solution."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.counting.compiled import compiled
from transforms.privacy.counting.lookup import Lookup
from transforms.privacy.counting.members import Members
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
    lookups = {
        name: Lookup.of(name, schema[name], hierarchies[name]).as_groups(
            hierarchies[name].groups(solution.levels[name])
        )
        for name in below_top
    }
    values = pl.struct(lookup.expression.alias(name) for name, lookup in lookups.items())
    released = values.map_batches(
        _release(hierarchies, solution, lookups),
        return_dtype=pl.Struct({**dict.fromkeys(below_top, pl.String), _KEPT: pl.Boolean}),
        is_elementwise=True,
    )
    looked_up = frame.with_columns(released.alias(_RELEASED)).drop(below_top).unnest(_RELEASED)
    # Where no row was suppressed no group of suppressed rows was found safe either: a stranger's row is left out.
    if solution.withheld_rows or not solution.suppressed_rows:
        looked_up = looked_up.filter(pl.col(_KEPT))
    return looked_up.with_columns(at_top).select(schema.names())


def _release(
    hierarchies: Mapping[str, Hierarchy], solution: Solution, lookups: Mapping[str, Lookup]
) -> Callable[[pl.Series], pl.Series]:
    """From values (a struct) to labels, '*' where the class is not kept, and whether it is."""
    labels = {name: _labels(hierarchies[name], solution.levels[name]) for name in lookups}
    # The last label is '*'; its number is also that of values that the hierarchy does not know: no kept class has it.
    packing = Packing.of({name: known.len() for name, known in labels.items()})
    kept = solution.kept.select(packing.expressions({name: pl.col(name) for name in lookups}))
    members = Members.of([kept[word].to_numpy() for word in packing.words])

    def release(batch: pl.Series) -> pl.Series:
        words = [np.zeros(len(batch), dtype=np.int64) for _ in packing.words]
        for name, (word, shift, _) in zip(packing.columns, packing.places, strict=True):
            lookups[name].add(batch.struct.field(name), words[word], shift)
        is_kept = members.hold(words)
        columns = []
        for name, (word, shift, bits) in zip(packing.columns, packing.places, strict=True):
            places = _places(words[word], shift, (1 << bits) - 1, is_kept, labels[name].len() - 1)
            columns.append(labels[name].gather(pl.Series(places)).alias(name))
        return pl.DataFrame([*columns, pl.Series(_KEPT, is_kept)]).to_struct()

    return release


def _labels(hierarchy: Hierarchy, level: int) -> pl.Series:
    """By group number of the level, and '*' at the end."""
    groups = hierarchy.groups(level)
    first = np.unique(groups, return_index=True)[1]
    labels = hierarchy.labels(level)
    return pl.Series([*(labels[place] for place in first), TOP], dtype=pl.String)


@compiled
def _places(
    keys: NDArray[np.int64], shift: int, mask: int, is_kept: NDArray[np.bool_], star: int
) -> NDArray[np.uint32]:
    places = np.empty(len(keys), dtype=np.uint32)
    for row in range(len(keys)):
        places[row] = (keys[row] >> shift) & mask if is_kept[row] else star
    return places
