"""The suppressed cells of a finished table, measured again: what a reader can work out, from shown figures alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.agreement.cells import CellRule
from transforms.privacy.tables.released.blanks import blanks
from transforms.privacy.tables.released.known_cells import known_cells
from transforms.privacy.tables.released.reader import Reader
from transforms.privacy.tables.released.strata import Strata, strata
from transforms.privacy.tables.structure.cell_places import cell_places

HAIR = 1e-5
"""What solver arithmetic may miss."""


@dataclass(frozen=True)
class MeasuredCells:
    """`measured`: intervals, one per suppressed cell and figure that adds up. `computable`: narrower than promised.

    `narrowest`: whole units that the narrowest interval of a count spans, None where every one is open upwards or
    counts do not add up. `narrowest_percent`: the same of sums, in percent of the interval's high end.
    """

    suppressed: int
    measured: int
    computable: int
    narrowest: int | None
    narrowest_percent: float | None


def measure_cells(
    frame: pl.LazyFrame,
    rule: CellRule,
    *,
    table: str,
    known: pl.DataFrame | None = None,
    hierarchies: Mapping[str, pl.DataFrame] | None = None,
) -> MeasuredCells:
    """What a reader of `frame` (the bytes that leave), of the totals `known` and of the agreement can work out.

    Knows nothing of the true figures and shares no program with the search. Two linear programs per suppressed cell
    and figure; counts are whole, so the ends of their intervals are drawn in to whole numbers.
    Errors: those of `strata`.
    """
    rows = frame.collect()
    if not rule.dimensions or not rows.height:
        return MeasuredCells(int(blanks(rows, rule.count).sum()), 0, 0, None, None)
    found = strata(rows, rule, hierarchies or {}, table=table)
    named = [rule.count, *rule.sums] if rule.count_adds_up else rule.sums
    numbers = {name: found.numbers(name) for name in named}
    hidden = blanks(rows, rule.count).to_numpy()
    elsewhere = _by_stratum(found, known, named)
    spans: dict[str, list[NDArray[np.float64]]] = {name: [] for name in named}
    for stratum, at in enumerate(found.rows()):
        if not hidden[at].any():
            continue
        places = found.places[at]
        totals_at, totals = elsewhere.get(stratum, (np.zeros(0, dtype=np.int64), {}))
        marks = known_cells(found.crosstab, places, None, rule)
        withheld = places[hidden[at]]
        for name in named:
            shown = np.full(found.crosstab.cell_count, np.nan)
            shown[marks.absent] = 0.0
            shown[places] = numbers[name][at]
            shown[totals_at] = totals.get(name, np.zeros(0))
            shown[withheld] = np.nan
            if np.isnan(numbers[name][at]).all() and not np.isfinite(shown[totals_at]).any():
                # Not a single figure of it is there: nothing adds up to anything.
                continue
            floor = np.zeros(found.crosstab.cell_count)
            if name == rule.count and rule.zeros_are_safe:
                floor[withheld] = 1.0
            spans[name].append(Reader(found.crosstab, shown, floor).intervals(withheld))
    return _measured(rows, rule, {name: np.concatenate(them) for name, them in spans.items() if them})


def _by_stratum(
    found: Strata, known: pl.DataFrame | None, named: list[str]
) -> dict[int, tuple[NDArray[np.int64], dict[str, NDArray[np.float64]]]]:
    if known is None or not known.height:
        return {}
    places = cell_places(known, found.crosstab)
    if found.keys.width:
        numbered = found.keys.with_row_index(" stratum")
        joined = known.join(numbered, on=found.keys.columns, how="left", maintain_order="left")
        of_row = joined[" stratum"].cast(pl.Int64).to_numpy()
    else:
        of_row = np.zeros(known.height, dtype=np.int64)
    figures = {
        name: known[name].cast(pl.Float64).fill_null(float("nan")).to_numpy() for name in named if name in known.columns
    }
    order = np.argsort(of_row, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(of_row[order])) + 1)
    return {int(of_row[at[0]]): (places[at], {name: them[at] for name, them in figures.items()}) for at in parts}


def _measured(rows: pl.DataFrame, rule: CellRule, spans: Mapping[str, NDArray[np.float64]]) -> MeasuredCells:
    measured = computable = 0
    narrowest: int | None = None
    percent: float | None = None
    for name, ends in spans.items():
        low, high = ends[:, 0], ends[:, 1]
        measured += len(ends)
        bounded = np.isfinite(high)
        if name == rule.count:
            wide = np.floor(high + HAIR) - np.ceil(low - HAIR)
            computable += int((wide < rule.promised_width).sum())
            if bounded.any():
                narrowest = int(wide[bounded].min())
            continue
        top = np.where(bounded & (high > 0), high, 1.0)
        share = np.where(bounded, np.where(high > 0, 100.0 * (high - low) / top, 0.0), 100.0)
        computable += int((share < rule.sums_percent * (1 - HAIR)).sum())
        if bounded.any():
            least = round(float(share[bounded].min()), 1)
            percent = least if percent is None else min(percent, least)
    return MeasuredCells(int(blanks(rows, rule.count).sum()), measured, computable, narrowest, percent)
