"""How a finished table reads: marks, brackets and a status for every cell."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.privacy.tables.read_values import ReadValues
from transforms.privacy.tables.structure.crosstab import Crosstab
from transforms.privacy.tables.table_rules import TableRules

STATUS = "status"


def notation(
    crosstab: Crosstab,
    rules: TableRules,
    values: ReadValues,
    *,
    primary: NDArray[np.bool_],
    withheld: NDArray[np.bool_],
    units: NDArray[np.float64] | None = None,
) -> pl.DataFrame:
    """One row per published cell: its categories, its values, and `status` (published, primary, secondary, bracketed).

    With a mark, values are text: the mark ('*', Austria's 'G') where withheld, '(73)' where bracketed because fewer
    than `brackets_below` units stand behind the cell. Without a mark, values are numbers and null where withheld, and
    only the status tells of brackets. A secondary cell reads like a primary one: the mark must not tell them apart to
    readers, so drop `status` before publishing where even that is too much.
    """
    cells = np.flatnonzero(crosstab.published)
    coordinates = np.unravel_index(cells, crosstab.shape)
    columns: dict[str, pl.Series] = {}
    for dimension, at in zip(crosstab.dimensions, coordinates, strict=True):
        columns[dimension.name] = pl.Series(np.array(dimension.codes, dtype=object)[at].tolist(), dtype=pl.String)
    below = rules.notation.brackets_below
    bracketed = np.zeros(len(cells), dtype=bool)
    if below is not None and units is not None:
        # An empty cell has no sampling error to warn of.
        bracketed = (units[cells] < below) & (units[cells] > 0) & ~withheld[cells]
    hidden = pl.Series(withheld[cells])
    for name, rule in rules.values.items():
        if not rule.publish:
            continue
        whole = values.is_whole[name]
        figures = pl.Series(values.figures[name][cells].round() if whole else values.figures[name][cells])
        figures = figures.cast(pl.Int64) if whole else figures
        if rules.notation.mark is None:
            columns[name] = pl.select(pl.when(~hidden).then(figures)).to_series()
            continue
        text = figures.cast(pl.String)
        in_brackets = pl.Series(bracketed)
        columns[name] = pl.select(
            pl.when(hidden)
            .then(pl.lit(rules.notation.mark))
            .when(in_brackets)
            .then(pl.format("({})", text))
            .otherwise(text)
        ).to_series()
    status = np.full(len(cells), "published", dtype=object)
    status[bracketed] = "bracketed"
    status[withheld[cells]] = "secondary"
    status[primary[cells]] = "primary"
    columns[STATUS] = pl.Series(status.tolist(), dtype=pl.String)
    return pl.DataFrame(columns)
