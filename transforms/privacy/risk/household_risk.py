"""Household risk: the chance that at least one member of a household is re-identified."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError


def household_risk(risk: NDArray[np.float64], household_of: NDArray[np.intp]) -> NDArray[np.float64]:
    """Per row 1 - product of (1 - risk) over all rows of its household (Templ et al. 2015, section 3.4).

    Who recognises one member knows the others. Supposes that members are re-identified independently of each other.
    `household_of` numbers the households from 0. Members are multiplied in the order of their risk, so that the order
    of rows does not show. Cost: one sort of the rows.
    """
    if not len(risk):
        return np.zeros(0)
    order = np.lexsort((risk, household_of))
    ordered = household_of[order]
    first = np.flatnonzero(np.concatenate((np.ones(1, dtype=np.bool_), ordered[1:] != ordered[:-1])))
    nobody = np.multiply.reduceat(1.0 - risk[order], first)
    found = np.empty(len(risk))
    found[order] = np.repeat(1.0 - nobody, np.diff(first, append=len(order)))
    return found


def household_numbers(frame: pl.LazyFrame, name: str) -> NDArray[np.intp]:
    """One household number per row, from the values of a column.

    Errors: `household-missing` with the number of rows that name none: they would all be one household.
    """
    values = frame.select(pl.col(name).cast(pl.String)).collect(engine="streaming").to_series()
    if missing := values.null_count():
        raise StadtlandError("household-missing", column=name, missing=missing, rows=values.len())
    return values.rank("dense").to_numpy().astype(np.intp) - 1
