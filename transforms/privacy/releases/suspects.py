"""Sets of groups that could turn out small: what one cell has and another has not, and what no cell tells apart."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from transforms.privacy.releases.count_program import SLACK, Numbers
from transforms.privacy.releases.groups import Groups
from transforms.privacy.releases.knowledge import Component, Knowledge

PAIRS_UP_TO = 120
"""Cells of one component up to which every pair of them is looked at."""


def suspects(of: Groups, component: Component) -> list[Numbers]:
    """Of one component: each group; each cell that shows no count; of each cell what is unknown in it; of every two
    cells the parts that differ and the part in common.

    Of a set that reaches into other components, `small_ones` takes what lies in this one: where the whole is small,
    one of these parts is.
    """
    found = [np.array([group]) for group in component.groups.tolist()]
    found += [of.inside(cell) for cell in component.cells if not of.is_exact[cell]]
    found += [component.groups[row.columns] for row in component.rows]
    if len(component.cells) <= PAIRS_UP_TO:
        for one, other in combinations(component.cells, 2):
            a, b = of.inside(one), of.inside(other)
            both = np.intersect1d(a, b, assume_unique=True)
            if len(both):
                found += [np.setdiff1d(a, b, assume_unique=True), np.setdiff1d(b, a, assume_unique=True), both]
    return [groups for groups in found if len(groups)]


def small_ones(
    of: Groups, knowledge: Knowledge, component: Component, n: int, *, programs: int
) -> tuple[list[Numbers], int, int]:
    """Suspects that certainly hold 1 … n - 1 units, the programs solved, and the suspects that were not decided.

    Each solution of a program is a population that the cells allow, and speaks for all suspects at once: one in which
    a suspect has n units or none clears it. Most are cleared by the first few.
    """
    known, columns, mine = [], [], []
    for groups in suspects(of, component):
        unknown = groups[knowledge.value[groups] < 0]
        here = unknown[np.isin(unknown, component.groups)]
        is_mine = len(here) == len(unknown)
        base = int(knowledge.value[groups].clip(0).sum()) if is_mine else 0
        if len(here) and base < n:
            known.append(base)
            columns.append(component.columns(here))
            mine.append(groups if is_mine else here)
    if not mine:
        return [], 0, 0
    open_ = _Open(columns, np.array(known), n)
    everything = np.arange(len(component.groups))
    solved = 0
    for largest in (True, False):
        open_.clear(component.program.extreme(everything, largest=largest).counts)
        solved += 1
    small: list[Numbers] = []
    for place, groups in enumerate(mine):
        if not open_.is_open[place]:
            continue
        if solved >= programs:
            return small, solved, int(open_.is_open[place:].sum())
        low = component.program.extreme(columns[place], largest=False)
        open_.clear(low.counts)
        high = component.program.extreme(columns[place], largest=True)
        open_.clear(high.counts)
        solved += 2
        if known[place] + low.bound >= 1 and known[place] + high.bound < n:
            small.append(groups)
    return small, solved, 0


class _Open:
    """Which suspects no population has cleared yet."""

    def __init__(self, columns: list[Numbers], known: Numbers, n: int) -> None:
        self._columns = np.concatenate(columns)
        self._starts = np.cumsum([0, *(len(part) for part in columns[:-1])])
        self._known, self._n = known, n
        self.is_open = np.ones(len(columns), dtype=np.bool_)

    def clear(self, counts: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> None:
        sums = self._known + np.add.reduceat(counts[self._columns], self._starts)
        # A sum of 0.3 clears nothing: whole numbers may still have to be 1.
        self.is_open &= (sums > SLACK) & (sums < self._n - SLACK)
