"""How far a perturbed table as a whole is off: figures that tell of no single cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.privacy.cell_key.dimension import Dimension

FEWEST_CELLS = 20
"""Below this a mean over cells would come near to telling of one: a single cell with deviation 0 is the true value."""


def utility(
    cells: pl.DataFrame, dimensions: Sequence[Dimension], deviations: Mapping[str, NDArray[np.float64]]
) -> dict[str, Any]:
    """Per variable: `cells`, `mean_absolute_deviation`, `max_absolute_deviation`, `changed_share`; the same share
    per table (one table for every set of dimensions that are not at their total); `additivity_gap`.

    Figures over fewer than 20 cells are withheld (None). The gap is that of the published values alone: how far
    their finest parts, added up, are from their published total. They are for the producer: published beside the
    table they would help to guess D and V.
    """
    names = [dimension.name for dimension in dimensions]
    totals = [pl.col(dimension.name).eq_missing(pl.lit(dimension.total)) for dimension in dimensions]
    found: dict[str, Any] = {}
    for name, deviation in deviations.items():
        own = cells.filter(pl.col("vname") == name).with_columns(pl.Series("_deviation", deviation))
        spanned = own.with_columns(
            _table=pl.concat_list(
                pl.when(is_total).then(None).otherwise(pl.lit(column))
                for column, is_total in zip(names, totals, strict=True)
            ).list.drop_nulls()
        )
        tables = spanned.group_by("_table").agg(cells=pl.len(), share=(pl.col("_deviation") > 0).mean())
        found[name] = {
            "cells": own.height,
            "mean_absolute_deviation": _enough(own.height, float(deviation.mean())),
            "max_absolute_deviation": _enough(own.height, float(deviation.max())),
            "changed_share": _enough(own.height, float((deviation > 0).mean())),
            "tables": [
                {"dimensions": table, "cells": size, "changed_share": _enough(size, share)}
                for table, size, share in sorted(tables.iter_rows(), key=lambda row: (len(row[0]), row[0]))
            ],
            "additivity_gap": {
                dimension.name: _gap(own, dimension, [one for one in names if one != dimension.name])
                for dimension in dimensions
            },
        }
    return found


def _gap(cells: pl.DataFrame, dimension: Dimension, others: list[str]) -> dict[str, float | None]:
    value = "puwc" if "puwc" in cells.columns and cells["puwc"].null_count() == 0 else "pws"
    label = pl.col(dimension.name)
    parts = cells.filter(label.is_in(list(dimension.finest), nulls_equal=True))
    whole = cells.filter(label.eq_missing(pl.lit(dimension.total)))
    by: list[pl.Expr] = [pl.col(name) for name in others] or [pl.lit(1).alias("_one")]
    added = parts.group_by(by, maintain_order=True).agg(_parts=pl.col(value).sum())
    if others:
        both = whole.join(added, on=others, how="left", nulls_equal=True)
    else:
        both = whole.with_columns(_parts=added["_parts"])
    gaps = both.select((pl.col(value) - pl.col("_parts")).abs().alias("gap"))["gap"].cast(pl.Float64)
    return {"mean": float(gaps.mean() or 0.0), "max": float(gaps.max() or 0.0)}  # type: ignore[arg-type]


def _enough(cells: int, figure: float) -> float | None:
    return figure if cells >= FEWEST_CELLS else None
