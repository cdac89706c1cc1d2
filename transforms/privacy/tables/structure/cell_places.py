"""The cell that each row of the data stands for."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.tables.structure.crosstab import Crosstab

NAMED_AT_MOST = 5


def cell_places(frame: pl.DataFrame, crosstab: Crosstab) -> NDArray[np.int64]:
    """One place per row of `frame`, whose dimension columns hold codes as text.

    Errors: `table-code-missing` (a row without category), `table-code-not-in-hierarchy`, which names the categories:
    they are the table's structure, not anybody's figures.
    """
    place = np.zeros(frame.height, dtype=np.int64)
    for dimension in crosstab.dimensions:
        codes = frame[dimension.name]
        if missing := codes.null_count():
            raise StadtlandError("table-code-missing", dimension=dimension.name, rows=missing)
        known = pl.Series(dimension.codes, dtype=pl.String)
        found = codes.replace_strict(known, np.arange(len(known)), default=-1, return_dtype=pl.Int64).to_numpy()
        if (found < 0).any():
            unknown = sorted(codes.filter(found < 0).unique())
            named = ", ".join(unknown[:NAMED_AT_MOST])
            raise StadtlandError(
                "table-code-not-in-hierarchy", dimension=dimension.name, categories=named, count=len(unknown)
            )
        place = place * len(dimension.codes) + found
    return place
