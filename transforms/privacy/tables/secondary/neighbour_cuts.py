"""What holds for every good pattern before anything is solved: no suppressed cell stands alone in a sum."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.tables.secondary.cuts import Cut
from transforms.privacy.tables.structure.equations import Equations


def neighbour_cuts(
    equations: Equations,
    *,
    asked: NDArray[np.bool_],
    always: NDArray[np.bool_],
    candidates: NDArray[np.bool_],
    empty: NDArray[np.bool_],
) -> list[Cut]:
    """One cut per cell and sum it stands in: if it moves, another cell of the sum must move against it.

    `asked` must move, candidates need to if they are withheld in a cheapest pattern (one that never moves could be
    published). An `empty` part can only grow, and another empty part does not make up for that: the sum itself or a
    part that is not empty has to.
    """
    cuts: list[Cut] = []
    for place in range(equations.count):
        cells = equations.row(place)
        for at, cell in enumerate(cells):
            if not (asked[cell] or candidates[cell]):
                continue
            helps = np.ones(len(cells), dtype=bool)
            helps[at] = False
            if at > 0 and empty[cell]:
                helps[1:] &= ~empty[cells[1:]]
            others = cells[helps]
            if always[others].any():
                continue
            others = others[candidates[others]]
            if asked[cell] or always[cell]:
                cuts.append(Cut(others, np.ones(len(others)), 1.0))
            else:
                weights = np.ones(len(others) + 1)
                weights[0] = -1.0
                cuts.append(Cut(np.concatenate([[cell], others]), weights, 0.0))
    return cuts
