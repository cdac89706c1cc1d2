"""Controlled rounding of a whole table, from rows or cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from transforms.privacy.tables.controlled_rounding import RoundedTable, controlled_rounding
from transforms.privacy.tables.read_values import read_figures
from transforms.privacy.tables.rounding_rules import RoundingRules
from transforms.privacy.tables.structure.cell_places import cell_places
from transforms.privacy.tables.structure.crosstab import Crosstab
from transforms.privacy.tables.structure.dimensions_of import dimensions_of


@dataclass(frozen=True)
class RoundedFrame:
    """`frame`: one row per published cell, dimensions and rounded values; what it cost, by value."""

    frame: pl.DataFrame
    rounded: dict[str, RoundedTable]


def round_table(
    frame: pl.DataFrame, rules: RoundingRules, *, files: Mapping[str, pl.DataFrame] | None = None
) -> RoundedFrame:
    """Margins of all hierarchies are built, then each value is rounded by itself. Errors as in `suppress_table`."""
    dimensions = dimensions_of(frame, rules.dimensions, files or {})
    crosstab = Crosstab.spanned_by(dimensions, rules.tables)
    text = frame.with_columns(pl.col(dimension.name).cast(pl.String) for dimension in dimensions)
    places = cell_places(text, crosstab)
    cells = np.flatnonzero(crosstab.published)
    columns = {
        dimension.name: pl.Series(np.array(dimension.codes, dtype=object)[at].tolist(), dtype=pl.String)
        for dimension, at in zip(dimensions, np.unravel_index(cells, crosstab.shape), strict=True)
    }
    rounded: dict[str, RoundedTable] = {}
    for name, rule in rules.values.items():
        figures, _ = read_figures(text, crosstab, places, name, rule)
        rounded[name] = controlled_rounding(crosstab, figures, base=rules.base, nodes=rules.nodes)
        columns[name] = pl.Series(rounded[name].figures[cells].round().astype(np.int64))
    return RoundedFrame(pl.DataFrame(columns), rounded)
