"""The figures of all cells, from rows of data or from a table that may bring its margins along."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.tables.structure.crosstab import Crosstab

NAMED_AT_MOST = 5
FLOAT_NOISE = 1e-9


def fill(
    crosstab: Crosstab,
    places: NDArray[np.int64],
    figures: NDArray[np.float64],
    *,
    name: str,
    tolerance: float = 0.0,
) -> NDArray[np.float64]:
    """One figure per cell: the sum of its rows, margins added up; an innermost cell without a row is 0.

    Rows at a margin are not added: they are held against the sums of their parts, and each may differ by `tolerance`
    (0 for exact figures; more for margins that were rounded by themselves). What is used is the sum, never the
    margin given. Errors: `table-negative`; `table-margins-disagree`, which names cells and counts the differences
    but shows no figure; `table-margin-twice`.
    """
    if negative := int((figures < 0).sum()):
        raise StadtlandError("table-negative", value=name, rows=negative)
    inside = crosstab.leaves[places]
    inner = np.bincount(places[inside], weights=figures[inside], minlength=crosstab.cell_count)
    filled = crosstab.add_up(inner.astype(np.float64))
    at, given = places[~inside], figures[~inside]
    if len(at) != len(np.unique(at)):
        raise StadtlandError("table-margin-twice", value=name, cells=len(at) - len(np.unique(at)))
    allowed = tolerance + FLOAT_NOISE * np.maximum(1.0, np.abs(filled[at]))
    wrong = at[np.abs(given - filled[at]) > allowed]
    if len(wrong):
        keys = [" × ".join(crosstab.key(int(cell))) for cell in sorted(wrong)[:NAMED_AT_MOST]]
        raise StadtlandError("table-margins-disagree", value=name, count=len(wrong), of=len(at), cells="; ".join(keys))
    return filled
