"""Suppression in a released table: small cells, and as few others as keep them from being computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.agreement.cells import CellRule
from schemas.errors import StadtlandError
from transforms.privacy.tables.released.blanks import told
from transforms.privacy.tables.released.known_cells import KnownCells, known_cells
from transforms.privacy.tables.released.layers_of import layers_of
from transforms.privacy.tables.released.own_totals import refuse_own_totals
from transforms.privacy.tables.released.strata import Strata, strata
from transforms.privacy.tables.secondary.layer import Layer
from transforms.privacy.tables.small_cells import FLAG, small_cells
from transforms.privacy.tables.structure.crosstab import Crosstab
from transforms.privacy.tables.structure.fill import fill

MOST_ROUNDS = 50
"""So often at most the promise is asked anew, of more cells or by more."""
WHOLE = 1e-6
"""What solver arithmetic may miss of a whole number."""

Marks = NDArray[np.bool_]
Figures = dict[str, NDArray[np.float64]]


@dataclass(frozen=True)
class ProtectedCells:
    """`frame`: the table with `is_suppressed` (and `suppressed` as status, where it has one), its rows in their order.
    `known`: totals taken to be known elsewhere, one row each with the columns of the table; None where the rule knows
    of none. `rule`: what was asked for, and with it, among `sums`, the values that were found to add up as rows do.
    """

    frame: pl.LazyFrame
    primary: int
    secondary: int
    rule: CellRule
    known: pl.DataFrame | None = None


def protect_cells(
    frame: pl.LazyFrame,
    rule: CellRule,
    *,
    table: str,
    hierarchies: Mapping[str, pl.DataFrame] | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> ProtectedCells:
    """Blank the cells that stand for fewer than `minimum` units, and what would let them be computed.

    Without `dimensions` only the small cells go; a table that then shows totals of its own rows is refused. With them,
    each stratum (`within`) is a table by itself; known are the totals that stand in it and those of `known_totals`.
    Every suppressed cell, at risk or not, keeps an interval as wide as promised in the count and in every one of
    `sums`; nothing in the finished table tells which of them are small. `hierarchies`: tables by the names in the rule.
    `progress` hears how many rows are done, stratum by stratum.

    Guarantees, for readers who know all shown cells, the totals, how they add up, that none is negative, that a cell
    without a row is empty and (`zeros_are_safe`) that a suppressed one is not: the promised interval, by linear
    programs. Does not guarantee: anything against whole-number reasoning over three and more dimensions, against
    coalitions, against values outside `sums`, or against other cuts of the same units (the differencing guard).
    Complexity: per stratum that of `find_pattern`; strata without a small cell cost nothing.
    Errors: those of `small_cells` and `strata`, `table-margins-disagree`, `table-value-missing`,
    `cells-not-protectable`, `table-totals-unnamed`.
    """
    rows = frame.collect()
    flagged = small_cells(
        rows.lazy(), count=rule.count, minimum=rule.minimum, values=rule.blanked[1:], zeros_are_safe=rule.zeros_are_safe
    )
    small = flagged.select(FLAG).collect()[FLAG].to_numpy()
    if small.any() or rule.dimensions:
        refuse_own_totals(rows, rule, table=table)
    if not rule.dimensions or not rows.height:
        return ProtectedCells(told(flagged), int(small.sum()), 0, rule)
    found = strata(rows, rule, hierarchies or {}, table=table)
    rule = _with_all_sums(found, rule)
    withheld, known = _withheld(found, small, rule, table, progress)
    blanked = [pl.when(pl.col(FLAG)).then(None).otherwise(pl.col(name)).alias(name) for name in rule.blanked]
    made = rows.lazy().with_columns(pl.Series(FLAG, withheld)).with_columns(blanked)
    return ProtectedCells(told(made), int(small.sum()), int((withheld & ~small).sum()), rule, known)


def _with_all_sums(found: Strata, rule: CellRule) -> CellRule:
    """Values that nobody called sums, but whose shown totals are sums of their parts: a reader sees that too."""
    margins = ~found.crosstab.leaves[found.places]
    unnamed = [name for name in rule.values if name not in rule.sums and found.frame[name].dtype.is_numeric()]
    additive = [name for name in unnamed if margins.any() and _adds_up(found, name, margins)]
    return rule.model_copy(update={"sums": [*rule.sums, *additive]})


def _adds_up(found: Strata, name: str, margins: Marks) -> bool:
    numbers = found.numbers(name)
    if np.isnan(numbers).any() or not (numbers[margins] > 0).any():
        return False
    try:
        for at in found.rows():
            fill(found.crosstab, found.places[at], numbers[at], name=name)
    except StadtlandError as error:
        if error.code in ("table-margins-disagree", "table-negative"):
            return False
        raise
    return True


def _withheld(
    found: Strata, small: Marks, rule: CellRule, table: str, progress: Callable[[int], None]
) -> tuple[Marks, pl.DataFrame | None]:
    added = [rule.count] if rule.count_adds_up else []
    numbers = {name: found.numbers(name) for name in (*added, *rule.sums)}
    withheld = small.copy()
    known: list[pl.DataFrame] = []
    done = 0
    for stratum, rows in enumerate(found.rows()):
        done += len(rows)
        places = found.places[rows]
        figures = _figures(found.crosstab, places, {name: them[rows] for name, them in numbers.items()})
        at = known_cells(found.crosstab, places, figures.get(rule.count), rule)
        if rule.known_totals:
            known.append(_totals(found, stratum, at, figures, list(numbers)))
        if not small[rows].any() or not figures:
            continue
        primary = np.zeros(found.crosstab.cell_count, dtype=bool)
        primary[places] = small[rows]
        pattern = _pattern(found.crosstab, figures, at, primary, rule)
        if pattern is None:
            raise StadtlandError(
                "cells-not-protectable", table=table, cells=int(primary.sum()), known=int(at.elsewhere.sum())
            )
        withheld[rows] = pattern[places]
        progress(done)
    return withheld, pl.concat(known) if known else None


def _figures(crosstab: Crosstab, places: NDArray[np.int64], numbers: Figures) -> Figures:
    """All cells of one stratum, by figure; a figure that no row of it has is left out, for it cannot be computed."""
    found: Figures = {}
    for name, given in numbers.items():
        missing = np.isnan(given)
        if missing.all():
            continue
        if missing.any():
            raise StadtlandError("table-value-missing", column=name, rows=int(missing.sum()))
        found[name] = fill(crosstab, places, given, name=name)
    return found


def _pattern(crosstab: Crosstab, figures: Figures, at: KnownCells, primary: Marks, rule: CellRule) -> Marks | None:
    """Cells withheld or unknown; None where no choice of rows protects."""
    # The solver is heavy, and most tables have nothing to hide.
    from transforms.privacy.tables.secondary.find_pattern import find_pattern

    units = figures.get(rule.count)
    # Empty rows stay shown, as readers expect of counts. Where counts do not add up nobody reckons with that, and an
    # empty share can be all there is to hide the only other one behind.
    empty = np.zeros(crosstab.cell_count, dtype=bool) if units is None else units == 0
    costs = 1.0 + 0.5 * np.logical_and.reduce([cells == 0 for cells in figures.values()])
    asked, more = primary, np.zeros(crosstab.cell_count)
    for _ in range(MOST_ROUNDS):
        layers = layers_of(figures, asked, at.has_row, rule, more)
        always = asked | at.unknown
        candidates = at.has_row & ~always & ~empty
        try:
            pattern = find_pattern(layers, crosstab, always=always, candidates=candidates, costs=costs)
        except StadtlandError as error:
            if error.code != "table-protection-infeasible":
                raise
            return None
        withheld = pattern.withheld
        # Nobody is to see which of the suppressed cells is small, so the promise is kept for all of them.
        every = withheld & at.has_row
        narrow = every & ~_wide_enough(layers_of(figures, every, at.has_row, rule), crosstab, withheld, rule.count)
        if not narrow.any():
            return withheld
        # What was asked already and is not wide enough in whole numbers needs more.
        more[narrow & asked] += 1.0
        asked = asked | narrow
    return None


def _wide_enough(layers: list[Layer], crosstab: Crosstab, open_: Marks, count: str) -> Marks:
    from transforms.privacy.tables.secondary.audit import audit

    good = np.ones(crosstab.cell_count, dtype=bool)
    for layer in layers:
        low, high = audit(layer, crosstab, open_)
        if layer.name == count:
            # Counts are whole: 1.5 to 4.5 are 2, 3 and 4.
            low, high = np.ceil(low - WHOLE), np.floor(high + WHOLE)
        good &= layer.met(high - layer.figures, layer.figures - low)
    return good


def _totals(found: Strata, stratum: int, at: KnownCells, figures: Figures, names: list[str]) -> pl.DataFrame:
    cells = np.flatnonzero(at.elsewhere)
    key = found.keys.row(stratum) if found.keys.width else ()
    columns = {
        name: pl.Series([value] * len(cells), dtype=pl.String)
        for name, value in zip(found.keys.columns, key, strict=True)
    }
    coordinates = np.unravel_index(cells, found.crosstab.shape)
    for dimension, places in zip(found.crosstab.dimensions, coordinates, strict=True):
        columns[dimension.name] = pl.Series(np.array(dimension.codes, dtype=object)[places].tolist(), dtype=pl.String)
    for name in names:
        # A figure that no row of the stratum has makes no total either.
        known = figures[name][cells] if name in figures else [None] * len(cells)
        columns[name] = pl.Series(known, dtype=pl.Float64)
    return pl.DataFrame(columns)
