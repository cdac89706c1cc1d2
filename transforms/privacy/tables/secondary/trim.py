"""Publishes again what a pattern withholds needlessly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.tables.secondary.attack import Attack
from transforms.privacy.tables.secondary.layer import Layer
from transforms.privacy.tables.secondary.weak_cells import weak_cells
from transforms.privacy.tables.secondary.witnesses import Witnesses
from transforms.privacy.tables.structure.equations import Equations


def trim(
    layers: Sequence[Layer],
    definitions: Equations,
    sums: Equations,
    withheld: NDArray[np.bool_],
    *,
    removable: NDArray[np.bool_],
    costs: NDArray[np.float64],
    witnesses: Mapping[str, Witnesses],
) -> NDArray[np.bool_]:
    """The pattern without the cells it can do without, tried one by one, the costly and large ones first.

    Afterwards no single secondary cell can be published (the pattern is minimal, not necessarily of least cost).
    """
    open_ = withheld.copy()
    attacks = [Attack(layer, definitions, open_) for layer in layers]
    places = np.flatnonzero(open_ & removable)
    order = places[np.lexsort((places, -layers[0].figures[places], -costs[places]))]
    asked = np.logical_or.reduce([layer.asked for layer in layers])
    around = _sums_of(sums)
    for cell in order:
        if _leaves_one_alone(sums, around[cell], open_, asked, int(cell)):
            continue
        one = np.array([cell])
        for attack in attacks:
            attack.limit(one, np.zeros(1))
        # A fixed cell is what every attacker knows besides.
        if any(_fails(attack, witnesses[attack.layer.name], open_, int(cell)) for attack in attacks):
            for attack in attacks:
                attack.release(one)
        else:
            open_[cell] = False
    return open_


def _fails(
    attack: Attack,
    witnesses: Witnesses,
    open_: NDArray[np.bool_],
    cell: int,
) -> bool:
    without = open_.copy()
    without[cell] = False
    return bool(weak_cells(attack, witnesses, open_=without, most=1))


def _sums_of(equations: Equations) -> list[NDArray[np.int64]]:
    """For each cell the sums it stands in."""
    order = np.argsort(equations.cells, kind="stable")
    ends = np.cumsum(np.bincount(equations.cells, minlength=equations.cell_count))
    return np.split(equations.rows()[order], ends[:-1])


def _leaves_one_alone(
    equations: Equations, sums: NDArray[np.int64], open_: NDArray[np.bool_], asked: NDArray[np.bool_], cell: int
) -> bool:
    """Without `cell`, a primary cell would be the only unknown of a sum: no program is needed to see that."""
    for place in sums:
        unknown = [other for other in equations.row(int(place)) if open_[other] and other != cell]
        if len(unknown) == 1 and asked[unknown[0]]:
            return True
    return False
