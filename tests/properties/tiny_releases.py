"""Releases about a handful of atoms, and everything that follows from them by trying every population there is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from transforms.privacy.releases.alarm import Alarm
from transforms.privacy.releases.release import Cell, Release

Atom = tuple[str, ...]
UNIVERSES: list[dict[str, list[str]]] = [
    {"age": ["0", "1", "2", "3"]},
    {"age": ["0", "1", "2"]},
    {"age": ["0", "1"], "area": ["x", "y"]},
]


def atoms_of(universe: dict[str, list[str]]) -> list[Atom]:
    """Every combination of atoms."""
    return list(product(*universe.values()))


@st.composite
def releases(draw: st.DrawFn, universe: dict[str, list[str]], population: dict[Atom, int], name: str) -> Release:
    """Some cells about the population: exact, hidden, or said to lie in 1 … 2 where they do."""
    dimensions: dict[str, dict[str, tuple[str, ...]]] = {}
    for dimension, atoms in universe.items():
        sets = draw(st.lists(st.sets(st.sampled_from(atoms), min_size=1), min_size=1, max_size=3, unique_by=frozenset))
        dimensions[dimension] = {"+".join(sorted(members)): tuple(sorted(members)) for members in sets}
    choices = [[*categories, None] for categories in dimensions.values()]
    cells = []
    for categories in draw(st.lists(st.sampled_from(list(product(*choices))), min_size=1, max_size=5, unique=True)):
        count = sum(population[atom] for atom in inside(universe, dimensions, categories))
        shown = draw(st.sampled_from(["exact", "exact", "exact", "hidden", "small"]))
        if shown == "small" and 1 <= count <= 2:
            cells.append(Cell(categories, 1, 2))
        else:
            cells.append(Cell(categories, 0, None) if shown == "hidden" else Cell(categories, count, count))
    return Release(name, dimensions, tuple(cells))


def inside(
    universe: dict[str, list[str]],
    dimensions: dict[str, dict[str, tuple[str, ...]]],
    categories: Sequence[str | None],
) -> frozenset[Atom]:
    """The atoms of a cell."""
    chosen = [
        atoms if category is None else dimensions[name][category]
        for (name, atoms), category in zip(universe.items(), categories, strict=True)
    ]
    return frozenset(product(*chosen))


class Truth:
    """All populations that agree with some cells; an atom that nothing limits may hold up to `beyond` units."""

    def __init__(self, universe: dict[str, list[str]], shown: Sequence[Release], beyond: int) -> None:
        self.atoms = atoms_of(universe)
        self.cells = [
            (inside(universe, release.dimensions, cell.categories), cell) for release in shown for cell in release.cells
        ]
        grid = np.meshgrid(*[np.arange(beyond + 1, dtype=np.int16)] * len(self.atoms), indexing="ij")
        self.counts = np.stack([axis.ravel() for axis in grid], axis=1)
        for members, cell in self.cells:
            counted = self._counted(members)
            self.counts = self.counts[
                (counted >= cell.least) & (counted <= (10**4 if cell.most is None else cell.most))
            ]

    def _counted(self, members: frozenset[Atom]) -> NDArray[np.int64]:
        return self.counts[:, [atom in members for atom in self.atoms]].sum(axis=1)

    def interval(self, members: frozenset[Atom]) -> tuple[int, int]:
        """Fewest and most units in a set of atoms."""
        counted = self._counted(members)
        return int(counted.min()), int(counted.max())

    def alive(self, members: frozenset[Atom]) -> frozenset[Atom]:
        """Without atoms that are certainly empty."""
        return frozenset(atom for atom in members if self.interval(frozenset([atom]))[1] > 0)

    def suspects(self) -> set[frozenset[Atom]]:
        """What two cells differ in or share, single cells, and what no cell tells apart."""
        sets = {members for members, _ in self.cells}
        found = set(sets)
        for one, other in product(sets, sets):
            found |= {one - other, one & other}
        signatures: dict[tuple[bool, ...], set[Atom]] = {}
        for atom in self.atoms:
            signatures.setdefault(tuple(atom in members for members, _ in self.cells), set()).add(atom)
        return (found | {frozenset(members) for key, members in signatures.items() if any(key)}) - {frozenset()}

    def stated(self, members: frozenset[Atom]) -> tuple[int, int] | None:
        """What hidden cells say themselves about this set."""
        limits = [
            (cell.least, 10**9 if cell.most is None else cell.most)
            for inside_cell, cell in self.cells
            if not cell.is_exact and self.alive(inside_cell) == members
        ]
        return (max(low for low, _ in limits), min(high for _, high in limits)) if limits else None


def atoms_of_alarm(universe: dict[str, list[str]], alarm: Alarm) -> frozenset[Atom]:
    """The atoms that an alarm names."""
    boxes = [product(*(box.get(name, atoms) for name, atoms in universe.items())) for box in alarm.group]
    return frozenset(atom for box in boxes for atom in box)
