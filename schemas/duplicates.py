"""The keys that occur more than once in a table: one row per such key, found in memory of 8 bytes per row."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


def duplicates(keys: pl.LazyFrame, names: Sequence[str]) -> pl.DataFrame:
    """The values of `names` that several rows share; a null equals a null, but a wholly missing key is no key.

    Grouping ten million distinct keys would hold every key. So hashes are compared first, sorted as plain integers,
    and only rows whose hash occurs twice are grouped by their real key: a collision of hashes costs time, not truth.
    """
    marked = keys.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in names)).select(
        *names, pl.struct(names).hash().alias("key:hash")
    )
    hashes = marked.select("key:hash").collect(engine="streaming").to_series().sort()
    twice = hashes.filter(hashes == hashes.shift(1)).unique()
    if twice.is_empty():
        return pl.DataFrame(schema=marked.select(names).collect_schema())
    suspects = marked.join(twice.to_frame().lazy(), on="key:hash", how="semi")
    return (
        suspects.group_by(names).agg(pl.len().alias("key:rows")).filter(pl.col("key:rows") > 1).select(names)
    ).collect(engine="streaming")
