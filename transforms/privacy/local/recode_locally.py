"""Microdata as they may be released: each row's quasi-identifiers at the levels of its tuple."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.counting.lookup import Lookup
from transforms.privacy.counting.packed import packed
from transforms.privacy.counting.packing import Packing
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.local.local_solution import LocalSolution


def recode_locally(frame: pl.LazyFrame, hierarchies: Mapping[str, Hierarchy], solution: LocalSolution) -> pl.LazyFrame:
    """One row per row of `frame`, in its order: quasi-identifiers as generalised text, the rest untouched.

    A suppressed row is '*' in all of them, or left out where the solution withholds it. A row whose quasi-identifiers
    were not among those counted is left out: no class was found for it, and '*' everywhere could stand alone.
    Rows out = `solution.rows - solution.withheld_rows` when `frame` is the one that was searched.

    Lazy and streaming: keys are packed batch by batch and joined to the tuples of the solution (8 bytes and two per
    field for each, held once). Errors: `quasi-identifier-absent`.
    """
    schema = frame.collect_schema()
    if missing := [name for name in hierarchies if name not in schema]:
        raise StadtlandError("quasi-identifier-absent", missing=", ".join(missing))
    packing = Packing.of({name: hierarchy.leaves.len() + 2 for name, hierarchy in hierarchies.items()})
    lookups = {name: Lookup.of(name, schema[name], hierarchy) for name, hierarchy in hierarchies.items()}
    keyed = packed(frame, lookups, packing, and_also=[pl.all()])
    # A null cannot be a key: every code, that of a missing value too, is a number.
    found = keyed.join(solution.released.lazy(), on=packing.words, how="inner", maintain_order="left")
    labels = []
    for place, (word, shift, bits) in zip(range(len(packing.columns)), packing.places, strict=True):
        name = packing.columns[place]
        code = pl.col(packing.words[word]) // (1 << shift) % (1 << bits)
        entry = pl.col(level_column(place)).cast(pl.Int64) * (hierarchies[name].leaves.len() + 1) + code
        labels.append(entry.map_batches(_gather(hierarchies[name]), pl.String, is_elementwise=True).alias(name))
    return found.with_columns(labels).select(schema.names())


def level_column(place: int) -> str:
    """The name in `LocalSolution.released` of the level of the quasi-identifier at `place`."""
    return f"_level_{place}"


def _gather(hierarchy: Hierarchy) -> Callable[[pl.Series], pl.Series]:
    labels = pl.concat(
        [pl.Series(hierarchy.labels(level), dtype=pl.String) for level in range(hierarchy.height + 1)], rechunk=True
    )
    return lambda entries: labels.gather(entries)
