"""The figures and contributors of all cells, read from the rows of a table as its rules say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.tables.primary.contributions import Contributions, contributions_given, contributions_of
from transforms.privacy.tables.structure.crosstab import Crosstab
from transforms.privacy.tables.structure.fill import fill
from transforms.privacy.tables.table_rules import TableRules, ValueRule


@dataclass(frozen=True)
class ReadValues:
    """One array per value, one entry per cell; contributions where the rules know them; whole numbers or not."""

    figures: dict[str, NDArray[np.float64]]
    contributions: dict[str, Contributions]
    is_whole: dict[str, bool]


def read_values(frame: pl.DataFrame, crosstab: Crosstab, places: NDArray[np.int64], rules: TableRules) -> ReadValues:
    """Errors: `column-not-in-frame`, `table-value-unreadable`, `table-value-missing` and those of `fill`."""
    figures: dict[str, NDArray[np.float64]] = {}
    contributions: dict[str, Contributions] = {}
    is_whole: dict[str, bool] = {}
    largest = max(2, rules.primary.dominance.n if rules.primary.dominance else 0)
    for name, rule in rules.values.items():
        numbers, is_whole[name] = _read(frame, name, rule)
        figures[name] = _filled(crosstab, places, numbers, name, rule)
        if rule.has_contributions:
            contributions[name] = _contributions(frame, crosstab, places, numbers, rule, largest)
    return ReadValues(figures, contributions, is_whole)


def read_figures(
    frame: pl.DataFrame, crosstab: Crosstab, places: NDArray[np.int64], name: str, rule: ValueRule
) -> tuple[NDArray[np.float64], bool]:
    """The figures of one value, and whether all are whole numbers."""
    numbers, is_whole = _read(frame, name, rule)
    return _filled(crosstab, places, numbers, name, rule), is_whole


def _filled(
    crosstab: Crosstab, places: NDArray[np.int64], numbers: NDArray[np.float64], name: str, rule: ValueRule
) -> NDArray[np.float64]:
    # Sums of floats depend on their order: rows are added up in the order of cell and figure.
    order = np.lexsort((numbers, places))
    return fill(crosstab, places[order], numbers[order], name=name, tolerance=rule.margin_tolerance)


def _read(frame: pl.DataFrame, name: str, rule: ValueRule) -> tuple[NDArray[np.float64], bool]:
    """One number per row, and whether all are whole."""
    numbers = np.ones(frame.height) if rule.rows else _numbers(frame, rule.column or name)
    return numbers, bool((numbers == np.round(numbers)).all())


def _contributions(
    frame: pl.DataFrame,
    crosstab: Crosstab,
    places: NDArray[np.int64],
    numbers: NDArray[np.float64],
    rule: ValueRule,
    largest: int,
) -> Contributions:
    if rule.contributor is not None:
        who = _column(frame, rule.contributor)
        if missing := who.null_count():
            raise StadtlandError("table-value-missing", column=rule.contributor, rows=missing)
        inside = crosstab.leaves[places]
        return contributions_of(
            crosstab, places[inside], numbers[inside], who.cast(pl.String).filter(pl.Series(inside)), largest=largest
        )
    top = [_numbers(frame, column) for column in rule.largest]
    if rule.contributors is not None:
        number = _numbers(frame, rule.contributors)
    else:
        # Nobody knows how many; those whose contribution is stated are there.
        number = np.sum([rank > 0 for rank in top], axis=0).astype(float)
    return contributions_given(crosstab, places, number.round().astype(np.int64), top)


def _column(frame: pl.DataFrame, name: str) -> pl.Series:
    if name not in frame.columns:
        raise StadtlandError("column-not-in-frame", method="tables", column=name)
    return frame[name]


def _numbers(frame: pl.DataFrame, name: str) -> NDArray[np.float64]:
    column = _column(frame, name)
    if missing := column.null_count():
        raise StadtlandError("table-value-missing", column=name, rows=missing)
    number = column.cast(pl.Float64, strict=False)
    if unread := number.null_count() + int((~number.is_finite()).sum()):
        raise StadtlandError("table-value-unreadable", column=name, rows=unread)
    return number.to_numpy()
