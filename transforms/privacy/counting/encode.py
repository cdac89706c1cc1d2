"""The leaf code of a value: its place among the leaves of its hierarchy, as one polars expression."""

from __future__ import annotations

import polars as pl

from transforms.privacy.counting.as_text import as_text
from transforms.privacy.hierarchies.hierarchy import Hierarchy


def encode(column: str, dtype: pl.DataType, hierarchy: Hierarchy) -> pl.Expr:
    """An Int64 per row: the place among `hierarchy.leaves`; one more for null, two more for a value it lacks.

    Values are compared as text; `dtype`, the column's type, lets whole numbers be compared as such.
    """
    leaves = hierarchy.leaves
    if dtype.is_integer():
        number = leaves.cast(pl.Int64, strict=False)
        same = (number.cast(pl.String) == leaves).fill_null(value=False)  # "07" is not what 7 is written as
        places = pl.Series(range(leaves.len()), dtype=pl.Int64)
        place = pl.col(column).replace_strict(
            number.filter(same), places.filter(same), default=None, return_dtype=pl.Int64
        )
    else:
        # An Enum looks values up by hash in the engine; it lives inside this expression only and is never written.
        place = as_text(column, dtype).cast(pl.Enum(leaves), strict=False).to_physical().cast(pl.Int64)
    return pl.when(pl.col(column).is_null()).then(leaves.len()).otherwise(place.fill_null(leaves.len() + 1))
