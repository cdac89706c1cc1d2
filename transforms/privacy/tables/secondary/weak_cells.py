"""The primary cells that a suppression pattern does not protect yet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.tables.secondary.attack import Attack
from transforms.privacy.tables.secondary.witnesses import Witnesses


@dataclass(frozen=True)
class WeakCell:
    """One cell whose interval is too narrow for an attacker who knows the cells `known` besides the published ones."""

    cell: int
    up: float
    down: float
    known: NDArray[np.int64]


def weak_cells(
    attack: Attack,
    witnesses: Witnesses,
    *,
    open_: NDArray[np.bool_],
    most: int | None = None,
) -> list[WeakCell]:
    """All weak cells of one layer (at most `most`), for each of its attackers; what is found is remembered.

    `open_` are the withheld cells; the attack may span more, as long as the others are held fast in it.

    Known possible tables answer most questions. The rest is asked in bulk (move all open questions as far as they
    need, up, then down) and what still stands out one by one. Complexity: a few programs per attacker, and two per
    weak cell.
    """
    layer = attack.layer
    asked = np.flatnonzero(layer.asked)
    published = ~open_
    weak: list[WeakCell] = []
    possible = witnesses.allowed(published)
    for known in layer.attackers:
        cells = asked
        if len(known):
            # An empty cell has nobody who could be found out by a neighbour who knows himself.
            cells = asked[~np.isin(asked, known) & (layer.figures[asked] > 0)]
        rows = possible & witnesses.allowed(known) if len(known) else possible
        up, down = witnesses.spread(rows, cells)
        unmet = _unmet(attack, cells, up, down)
        if not len(unmet):
            continue
        if len(known):
            attack.limit(known, np.zeros(len(known)))
        found = _ask(attack, witnesses, cells, up, down, most=most)
        weak += [WeakCell(int(cells[at]), float(up[at]), float(down[at]), known) for at in found]
        if len(known):
            attack.release(known[open_[known]])
        if most is not None and len(weak) >= most:
            return weak[:most]
        possible = witnesses.allowed(published)
    return weak


def _ask(
    attack: Attack,
    witnesses: Witnesses,
    cells: NDArray[np.int64],
    up: NDArray[np.float64],
    down: NDArray[np.float64],
    *,
    most: int | None,
) -> list[int]:
    """Places in `cells` that stay unmet; `up` and `down` grow in place."""

    def see(moves: NDArray[np.float64]) -> None:
        witnesses.add(moves)
        np.maximum(up, moves[cells], out=up)
        np.maximum(down, -moves[cells], out=down)

    unmet = _unmet(attack, cells, up, down)
    # Who looks for one weak cell only asks the likeliest at once: the one seen to move least.
    unmet = unmet[np.argsort(np.maximum(up, down)[unmet], kind="stable")]
    while len(unmet) and most != 1:
        before = len(unmet)
        # Nobody gains by moving farther than needed, so one program moves many.
        limited = cells[unmet]
        attack.limit(limited, attack.layer.reach[limited])
        for direction in (1.0, -1.0):
            if len(unmet):
                see(attack.push(cells[unmet], np.full(len(unmet), direction)))
                unmet = _unmet(attack, cells, up, down)
        attack.release(limited)
        if len(unmet) == before:
            break
    weak = []
    for at in unmet:
        for direction in (1, -1):
            if not _unmet(attack, cells[at : at + 1], up[at : at + 1], down[at : at + 1]).size:
                break
            see(attack.farthest(int(cells[at]), direction))
        else:
            if _unmet(attack, cells[at : at + 1], up[at : at + 1], down[at : at + 1]).size:
                weak.append(int(at))
                if len(weak) == most:
                    break
    return weak


def _unmet(
    attack: Attack, cells: NDArray[np.int64], up: NDArray[np.float64], down: NDArray[np.float64]
) -> NDArray[np.int64]:
    reached_up, reached_down = np.zeros(len(attack.layer.figures)), np.zeros(len(attack.layer.figures))
    reached_up[cells], reached_down[cells] = up, down
    return np.flatnonzero(~attack.layer.met(reached_up, reached_down)[cells])
