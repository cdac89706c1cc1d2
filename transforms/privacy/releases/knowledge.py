"""What a reader of some cells knows: groups whose count follows by subtraction, and limits for all others."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.releases.count_program import OPEN, ContradictionError, CountProgram, Numbers, Row
from transforms.privacy.releases.groups import Groups

WHOLE_UP_TO = 60
"""Groups in one component up to which whole numbers are exact; above, fractions give the limits."""


@dataclass
class Component:
    """Unknown groups that cells tie together; nothing outside tells more about them."""

    groups: Numbers
    cells: tuple[int, ...]
    rows: list[Row]
    zero: dict[int, bool] = field(default_factory=dict)

    @cached_property
    def program(self) -> CountProgram:
        """Built when it is first asked."""
        return CountProgram(len(self.groups), self.rows, whole=len(self.groups) <= WHOLE_UP_TO)

    def columns(self, groups: Numbers) -> Numbers:
        """Their places in the program."""
        return np.searchsorted(self.groups, groups)


class Knowledge:
    """All that follows from `cells` of `groups`: by subtraction at once, by programs on demand.

    Subtraction repeats three steps until nothing changes: take what is known off every cell; a published cell with one
    unknown group gives it; a cell with nothing left gives zeros. Raises `ContradictionError` where counts disagree.
    """

    def __init__(self, groups: Groups, cells: Numbers) -> None:
        self._of = groups
        self.cells = cells
        sizes = groups.sizes[cells]
        self._starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self._members = (
            np.concatenate([groups.inside(int(cell)) for cell in cells]) if len(cells) else np.zeros(0, dtype=np.int64)
        )
        self.value: Numbers = np.full(groups.count, -1, dtype=np.int64)
        """Per group: its count where it follows by subtraction, else -1."""
        self.by_cell: Numbers = np.full(groups.count, -1, dtype=np.int64)
        """Per group known by subtraction: the cell that gave it."""
        if len(cells):
            self._subtract()

    def _subtract(self) -> None:
        least, most = self._of.least[self.cells], self._of.most[self.cells]
        row_of = np.repeat(np.arange(len(self.cells)), np.diff(self._starts))
        while True:
            known = self.value >= 0
            taken = np.add.reduceat(np.where(known, self.value, 0)[self._members], self._starts[:-1])
            unknown = np.add.reduceat((~known)[self._members].astype(np.int64), self._starts[:-1])
            low, high = least - taken, np.where(most == OPEN, OPEN, most - taken)
            wrong = np.flatnonzero((high < 0) | ((unknown == 0) & (low > 0)))
            if len(wrong):
                raise ContradictionError([int(self.cells[wrong[0]])])
            gives = ((low == high) & (unknown == 1)) | ((high == 0) & (unknown > 0))
            entries = np.flatnonzero(gives[row_of] & ~known[self._members])[::-1]
            if not len(entries):
                self.low, self.high, self.unknown = low, high, unknown
                return
            self.value[self._members[entries]] = high[row_of[entries]]
            self.by_cell[self._members[entries]] = self.cells[row_of[entries]]

    @cached_property
    def component_of(self) -> Numbers:
        """Per group: its component's number, -1 where it is known, -2 where no cell holds it."""
        parent = np.arange(self._of.count)

        def root(group: int) -> int:
            while parent[group] != group:
                parent[group] = parent[parent[group]]
                group = int(parent[group])
            return group

        is_held = np.zeros(self._of.count, dtype=np.bool_)
        for row in self._open_rows:
            inside = self._unknown_inside(row)
            is_held[inside] = True
            first = root(int(inside[0]))
            for group in inside[1:]:
                parent[root(int(group))] = first
        roots = np.array([root(group) if self.value[group] < 0 else -1 for group in range(self._of.count)])
        number: Numbers = np.where(self.value >= 0, -1, np.where(is_held, roots, -2))
        return number

    @cached_property
    def _open_rows(self) -> list[int]:
        """Cells with something unknown in them, without those that are the sum of others: a total beside all of its
        parts says nothing more, and would tie together what has nothing to do with each other.
        """
        if not len(self.cells):
            return []
        rows = np.flatnonzero(self.unknown > 0)
        kept: list[int] = []
        layers: list[Numbers] = []
        for row in rows[np.argsort(self.unknown[rows], kind="stable")].tolist():
            inside = self._unknown_inside(row)
            is_exact = self.low[row] == self.high[row]
            if is_exact and any(self._adds_up(row, inside, layer) for layer in layers):
                continue
            kept.append(row)
            if is_exact:
                free = next((layer for layer in layers if (layer[inside] < 0).all()), None)
                if free is None:
                    layers.append(free := np.full(self._of.count, -1, dtype=np.int64))
                free[inside] = row
        return sorted(kept)

    def _adds_up(self, row: int, inside: Numbers, layer: Numbers) -> bool:
        """Whether the row's groups are just those of some rows of the layer."""
        rows = np.unique(layer[inside])
        if rows[0] < 0 or int(self.unknown[rows].sum()) != len(inside):
            return False
        if int(self.low[rows].sum()) != self.low[row]:
            raise ContradictionError(self.cells[[row, *rows]].tolist())
        return True

    def _unknown_inside(self, row: int) -> Numbers:
        inside: Numbers = self._members[self._starts[row] : self._starts[row + 1]]
        unknown: Numbers = inside[self.value[inside] < 0]
        return unknown

    @cached_property
    def components(self) -> dict[int, Component]:
        """By the number in `component_of`."""
        rows: dict[int, list[int]] = {}
        for row in self._open_rows:
            rows.setdefault(int(self.component_of[self._unknown_inside(row)[0]]), []).append(int(row))
        order = np.argsort(self.component_of, kind="stable")
        numbers, starts = np.unique(self.component_of[order], return_index=True)
        groups = dict(zip(numbers.tolist(), np.split(order, starts[1:]), strict=True))
        return {number: self._component(groups[number], inside) for number, inside in rows.items()}

    def _component(self, groups: Numbers, rows: list[int]) -> Component:
        limits = [
            Row(
                np.searchsorted(groups, self._unknown_inside(row)),
                max(0, int(self.low[row])),
                int(self.high[row]),
                int(self.cells[row]),
            )
            for row in rows
        ]
        return Component(groups, tuple(row.cell for row in limits), limits)

    def interval(self, groups: NDArray[np.int64]) -> tuple[int, int]:
        """Fewest and most units in a set of groups; most is `OPEN` where nothing limits it."""
        known = self.value[groups] >= 0
        low = high = int(self.value[groups[known]].sum())
        unknown = groups[~known]
        for number in np.unique(self.component_of[unknown]).tolist():
            if number == -2:
                return low, OPEN
            component = self.components[number]
            columns = component.columns(unknown[self.component_of[unknown] == number])
            low += component.program.extreme(columns, largest=False).bound
            most = component.program.extreme(columns, largest=True).bound
            high = OPEN if OPEN in (most, high) else high + most
        return low, high

    def without_zeros(self, groups: NDArray[np.int64]) -> NDArray[np.int64]:
        """Those of the groups that are not certain to be empty."""
        return np.array([group for group in groups.tolist() if not self._is_zero(group)], dtype=np.int64)

    def _is_zero(self, group: int) -> bool:
        number = int(self.component_of[group])
        if number < 0:
            return int(self.value[group]) == 0
        component = self.components[number]
        if group not in component.zero:
            column = component.columns(np.array([group]))
            component.zero[group] = component.program.extreme(column, largest=True).bound == 0
        return component.zero[group]

    def sources(self, groups: NDArray[np.int64]) -> tuple[int, ...]:
        """The cells from which the limits of a set of groups follow, ascending."""
        used: set[int] = set()
        todo = set(groups.tolist())
        seen: set[int] = set()
        for number in {int(self.component_of[group]) for group in todo} - {-1, -2}:
            component = self.components[number]
            columns = component.columns(groups[self.component_of[groups] == number])
            for largest in (True, False):
                rows = component.program.extreme(columns, largest=largest).rows
                used.update(component.cells[row] for row in rows)
        for cell in used:
            todo.update(self._of.inside(cell).tolist())
        while todo:
            group = todo.pop()
            cell = int(self.by_cell[group])
            if group in seen or cell < 0:
                continue
            seen.add(group)
            used.add(cell)
            todo.update(set(self._of.inside(cell).tolist()) - seen)
        return tuple(sorted(used))
