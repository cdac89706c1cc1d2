"""Suppression of a whole table: cells at risk, the further cells that protect them, and the audit of both."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.tables.notation import notation
from transforms.privacy.tables.primary.assess import Assessment, assess, units_of
from transforms.privacy.tables.read_values import read_values
from transforms.privacy.tables.secondary.attack import Attack
from transforms.privacy.tables.secondary.audit import audit
from transforms.privacy.tables.secondary.find_pattern import find_pattern
from transforms.privacy.tables.secondary.pattern import Effort, Pattern
from transforms.privacy.tables.secondary.weak_cells import weak_cells
from transforms.privacy.tables.secondary.witnesses import Witnesses
from transforms.privacy.tables.structure.cell_places import cell_places
from transforms.privacy.tables.structure.crosstab import Crosstab
from transforms.privacy.tables.structure.dimensions_of import dimensions_of
from transforms.privacy.tables.suppressed_table import CellInterval, SuppressedTable
from transforms.privacy.tables.table_rules import TableRules


def suppress_table(
    frame: pl.DataFrame,
    rules: TableRules,
    *,
    files: Mapping[str, pl.DataFrame] | None = None,
    shown: pl.DataFrame | None = None,
) -> SuppressedTable:
    """One row per published cell of the table that `rules` describe, withheld cells marked, each audited.

    `frame` holds microdata or an aggregated table, with or without margins; `files` the hierarchy tables that the
    rules name; `shown`, where given, the dimension codes of the only cells that are ever published.

    Guarantees, for every published value and every cell at risk: whoever knows all published cells, that none is
    negative and how they add up, is left with an interval as wide as asked; for counts at least one neighbouring
    number stays possible. With `singletons: protect` the same holds for a contributor who stands alone in cells.
    Proven by linear programs after the search, independently of it; a table that fails is not returned.
    Does not guarantee: protection against a coalition of contributors, against knowledge from outside, against
    earlier tables (see the differencing guard), or against whole-number reasoning across several cells at once.
    Complexity: see `find_pattern`; the audit adds at most two linear programs per withheld cell.
    Errors: those of dimensions, values and rules, `table-protection-infeasible`, `table-audit-failed`.
    """
    dimensions = dimensions_of(frame, rules.dimensions, files or {})
    crosstab = Crosstab.spanned_by(dimensions, rules.tables)
    text = frame.with_columns(pl.col(dimension.name).cast(pl.String) for dimension in dimensions)
    places = cell_places(text, crosstab)
    if shown is not None:
        published = np.zeros(crosstab.cell_count, dtype=bool)
        published[cell_places(shown, crosstab)] = True
        crosstab = Crosstab(crosstab.dimensions, published)
    values = read_values(text, crosstab, places, rules)
    found = assess(crosstab, rules, values.figures, values.contributions)
    pattern = _pattern(crosstab, rules, found)
    intervals = _audited(crosstab, found, pattern.withheld)
    withheld = pattern.withheld & crosstab.published
    units = None
    if rules.notation.brackets_below is not None:
        units = units_of(rules.units, rules, values.figures, values.contributions)
    return SuppressedTable(
        frame=notation(crosstab, rules, values, primary=found.primary, withheld=withheld, units=units),
        cells=int(crosstab.published.sum()),
        primary=int(found.primary.sum()),
        secondary=int((withheld & ~found.primary).sum()),
        by_rule=found.by_rule,
        bound=int(found.primary.sum() + np.ceil(pattern.bound - 1e-6)) if _by_number(rules) else None,
        is_optimal=pattern.is_optimal,
        intervals=intervals,
    )


def _by_number(rules: TableRules) -> bool:
    return rules.secondary.minimise == "cells"


def _pattern(crosstab: Crosstab, rules: TableRules, found: Assessment) -> Pattern:
    always = found.primary | ~crosstab.published
    if not found.primary.any():
        return Pattern(always, 0.0, 0.0, 0)
    frequency = rules.primary.minimum_frequency
    zeros = rules.secondary.zeros
    if zeros is None:
        zeros = frequency is not None and frequency.protect_zeros
    figures = found.layers[0].figures
    empty = np.logical_and.reduce([layer.figures == 0 for layer in found.layers])
    candidates = ~always & (~empty | zeros)
    # By value: what the table loses, every withheld cell costing something.
    costs = np.ones(crosstab.cell_count) if _by_number(rules) else 1e-3 + figures / max(float(figures.max()), 1e-9)
    asked = rules.secondary
    effort = Effort(rounds=asked.rounds, patience=asked.patience, exact_below=asked.exact_below, seconds=asked.seconds)
    return find_pattern(found.layers, crosstab, always=always, candidates=candidates, costs=costs, effort=effort)


def _audited(crosstab: Crosstab, found: Assessment, open_: NDArray[np.bool_]) -> tuple[CellInterval, ...]:
    """Every withheld cell's interval in every published value. Error: `table-audit-failed`."""
    intervals: list[CellInterval] = []
    failed = 0
    shown = np.flatnonzero(open_ & crosstab.published)
    for layer in found.layers:
        if layer.name not in found.units:
            attack = Attack(layer, crosstab.definitions, open_)
            failed += len(weak_cells(attack, Witnesses(crosstab.cell_count), open_=open_))
            continue
        low, high = audit(layer, crosstab, open_)
        failed += int((~layer.met(high - layer.figures, layer.figures - low)).sum())
        unit, asked = found.units[layer.name], layer.asked
        for cell in shown:
            top = float(high[cell])
            intervals.append(
                CellInterval(
                    cell=crosstab.key(int(cell)),
                    value=layer.name,
                    status="primary" if found.primary[cell] else "secondary",
                    low=_plain(float(low[cell]) * unit),
                    high=None if np.isinf(top) else _plain(top * unit),
                    asked=bool(asked[cell]),
                )
            )
    if failed:
        raise StadtlandError("table-audit-failed", cells=failed)
    return tuple(intervals)


def _plain(figure: float) -> float:
    """Without the last digits, in which solvers differ."""
    return round(figure, 6) if abs(figure) < 1e6 else float(f"{figure:.12g}")
