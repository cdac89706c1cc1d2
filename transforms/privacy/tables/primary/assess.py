"""Which cells are at risk by themselves, and how uncertain each must stay in which figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.tables.primary.contributions import Contributions, sole_cells
from transforms.privacy.tables.primary.dominance import dominance
from transforms.privacy.tables.primary.minimum_frequency import minimum_frequency
from transforms.privacy.tables.primary.p_percent import p_percent
from transforms.privacy.tables.secondary.layer import Layer
from transforms.privacy.tables.structure.crosstab import Crosstab
from transforms.privacy.tables.table_rules import TableRules

COUNT_STEP = 1.0
MAGNITUDE_STEP = 1e-3
"""A magnitude must be able to be off by a thousandth of itself: no point, and safely above solver tolerance."""
LARGEST_FIGURE = 1e6


@dataclass(frozen=True)
class Assessment:
    """`primary` marks cells at risk, `by_rule` counts them, `layers` say what is asked; figures are in `units`."""

    primary: NDArray[np.bool_]
    by_rule: dict[str, int]
    layers: tuple[Layer, ...]
    units: dict[str, float]


def assess(
    crosstab: Crosstab,
    rules: TableRules,
    figures: Mapping[str, NDArray[np.float64]],
    contributions: Mapping[str, Contributions],
) -> Assessment:
    """Apply the primary rules to all published cells.

    A cell with too few units must stay uncertain in every published figure; a dominated cell in the figure that is
    dominated (in all, where that figure is not published). Errors: `table-rule-ambiguous`,
    `table-contributions-missing`.
    """
    shown = [name for name, rule in rules.values.items() if rule.publish]
    asked = {name: np.zeros(crosstab.cell_count, dtype=bool) for name in shown}
    upper = {name: np.zeros(crosstab.cell_count) for name in shown}
    by_rule: dict[str, int] = {}
    for rule, of, risky, needed in _risks(rules, figures, contributions):
        risky = risky & crosstab.published
        by_rule[rule] = int(risky.sum())
        for name in [of] if of in shown and needed is not None else shown:
            asked[name] |= risky
            if needed is not None and name == of:
                upper[name] = np.where(risky, np.maximum(upper[name], needed), upper[name])
    primary = np.logical_or.reduce(list(asked.values()))
    layers: list[Layer] = []
    units: dict[str, float] = {}
    for name in shown:
        unit = units[name] = _unit(figures[name], rules.values[name].kind)
        scaled = figures[name] / unit
        step = _step(rules, name, scaled, unit)
        floor = rules.intervals.least / unit if rules.values[name].kind == "count" else 0.0
        share = np.where(asked[name], scaled / 100.0, 0.0)
        layers.append(
            Layer.asking(
                name,
                scaled,
                upper=np.maximum(upper[name] / unit, rules.intervals.upper_percent * share),
                lower=rules.intervals.lower_percent * share,
                width=rules.intervals.width_percent * share,
                step=np.where(asked[name], step, 0.0),
                floor=floor,
            )
        )
        known = _sole(crosstab, rules, name, figures, contributions, primary)
        if known:
            # Knowing oneself must not pin another down; how well one may estimate is what p % and dominance ask.
            own_step = np.where(asked[name], step, 0.0)
            layers.append(
                Layer.asking(f"{name}, known to contributors", scaled, step=own_step, attackers=known, floor=floor)
            )
    return Assessment(primary, by_rule, tuple(layers), units)


def _risks(
    rules: TableRules, figures: Mapping[str, NDArray[np.float64]], contributions: Mapping[str, Contributions]
) -> list[tuple[str, str, NDArray[np.bool_], NDArray[np.float64] | None]]:
    found: list[tuple[str, str, NDArray[np.bool_], NDArray[np.float64] | None]] = []
    if (frequency := rules.primary.minimum_frequency) is not None:
        of = rules.frequency_of(frequency)
        units = units_of(of, rules, figures, contributions)
        risky = minimum_frequency(units, n=frequency.least, protect_zeros=frequency.protect_zeros)
        found.append(("minimum_frequency", of, risky, None))
    if (share := rules.primary.dominance) is not None:
        of = rules.magnitude_of(share)
        risky, needed = dominance(
            figures[of], _largest(of, contributions, share.n, "dominance"), n=share.n, k_percent=share.k_percent
        )
        found.append(("dominance", of, risky, needed))
    if (percent := rules.primary.p_percent) is not None:
        of = rules.magnitude_of(percent)
        risky, needed = p_percent(figures[of], _largest(of, contributions, 2, "p_percent"), p=percent.p)
        found.append(("p_percent", of, risky, needed))
    return found


def units_of(
    name: str,
    rules: TableRules,
    figures: Mapping[str, NDArray[np.float64]],
    contributions: Mapping[str, Contributions],
) -> NDArray[np.float64]:
    """How many stand behind each cell: the count itself, or the contributors of a magnitude."""
    if rules.values[name].kind == "count":
        return figures[name]
    if name not in contributions:
        raise StadtlandError("table-contributions-missing", rule="minimum_frequency", value=name, largest=0)
    return contributions[name].number.astype(float)


def _largest(name: str, contributions: Mapping[str, Contributions], needed: int, rule: str) -> NDArray[np.float64]:
    known = contributions[name].largest if name in contributions else np.zeros((0, 0))
    if len(known) < needed:
        raise StadtlandError("table-contributions-missing", rule=rule, value=name, largest=needed)
    return known


def _unit(figures: NDArray[np.float64], kind: str) -> float:
    """Figures are scaled into what a solver computes well with; counts of less than a million stay as they are."""
    most = float(figures.max())
    if most > LARGEST_FIGURE or (kind == "magnitude" and 0 < most < 1.0):
        return most / LARGEST_FIGURE
    return 1.0


def _step(rules: TableRules, name: str, scaled: NDArray[np.float64], unit: float) -> NDArray[np.float64]:
    if rules.intervals.step is not None:
        return np.full(len(scaled), rules.intervals.step / unit)
    if rules.values[name].kind == "count":
        return np.full(len(scaled), COUNT_STEP / unit)
    return np.maximum(scaled * MAGNITUDE_STEP, float(scaled.max()) * 1e-7)


def _sole(
    crosstab: Crosstab,
    rules: TableRules,
    name: str,
    figures: Mapping[str, NDArray[np.float64]],
    contributions: Mapping[str, Contributions],
    primary: NDArray[np.bool_],
) -> tuple[NDArray[np.int64], ...]:
    if rules.singletons == "ignore":
        return ()
    if name in contributions:
        groups = contributions[name].sole
    elif rules.singletons == "protect" and rules.values[name].kind == "count":
        groups = sole_cells(crosstab, figures[name])
    else:
        return ()
    at_risk = [group for group in groups if primary[group].any()]
    return tuple({group.tobytes(): group for group in at_risk}.values())
