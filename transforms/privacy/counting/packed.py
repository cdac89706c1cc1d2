"""Microdata as packed keys: the numbers of all columns of a row in one or more 63-bit integers, lazily."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from transforms.privacy.counting.lookup import Lookup
from transforms.privacy.counting.packing import Packing


def packed(
    frame: pl.LazyFrame, lookups: Mapping[str, Lookup], packing: Packing, *, and_also: Sequence[pl.Expr] = ()
) -> pl.LazyFrame:
    """One row per row of `frame`: its key words, and what `and_also` gives. Streaming, batch by batch."""
    columns = pl.struct(lookups[name].expression.alias(name) for name in packing.columns)
    dtype = pl.Struct(dict.fromkeys(packing.words, pl.Int64))

    def pack(batch: pl.Series) -> pl.Series:
        words = [np.zeros(len(batch), dtype=np.int64) for _ in packing.words]
        for name, (word, shift, _) in zip(packing.columns, packing.places, strict=True):
            lookups[name].add(batch.struct.field(name), words[word], shift)
        return pl.DataFrame(dict(zip(packing.words, words, strict=True))).to_struct()

    keys = columns.map_batches(pack, return_dtype=dtype, is_elementwise=True).alias("_key")
    return frame.select(keys, *and_also).unnest("_key")
