"""Rows at stated levels of their hierarchies, nothing suppressed: a population as a release of some of it shows it."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.counting.encode import encode
from transforms.privacy.hierarchies.hierarchy import Hierarchy


def at_levels(frame: pl.LazyFrame, hierarchies: Mapping[str, Hierarchy], levels: Mapping[str, int]) -> pl.LazyFrame:
    """One row per row of `frame`, its quasi-identifiers alone: their labels at `levels`, as `recode` writes them.

    To measure with, never to release: no class is suppressed. A value that its hierarchy lacks becomes missing; a
    search refuses such rows before. Lazy and streaming. Errors: `quasi-identifier-absent`.
    """
    schema = frame.collect_schema()
    if missing := [name for name in hierarchies if name not in schema]:
        raise StadtlandError("quasi-identifier-absent", missing=", ".join(missing))
    return frame.select(
        _label(name, schema[name], hierarchy, levels[name]).alias(name) for name, hierarchy in hierarchies.items()
    )


def _label(name: str, dtype: pl.DataType, hierarchy: Hierarchy, level: int) -> pl.Expr:
    labels = pl.Series(hierarchy.labels(level), dtype=pl.String)
    codes = pl.Series(range(labels.len()), dtype=pl.Int64)
    return encode(name, dtype, hierarchy).replace_strict(codes, labels, default=None, return_dtype=pl.String)
