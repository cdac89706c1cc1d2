"""What all releases together tell apart: one group per set of atoms that the same cells count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.releases.release import Release

POPULATION = "population"
MOST_PLACES = 50_000_000
_OPEN = np.iinfo(np.int64).max

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Groups:
    """Cells of all releases, numbered through, and the groups in each.

    A group is a maximal set of combinations of atoms that no cell separates: nothing smaller can be learnt from
    these releases, and every cell is a union of groups.
    """

    releases: tuple[Release, ...]
    release_of: Numbers
    """Per cell: the place of its release."""
    cell_of: Numbers
    """Per cell: its place in that release."""
    least: Numbers
    most: Numbers
    """`OPEN` where nothing is known."""
    members: pl.DataFrame
    """One row per cell and group in it, sorted: cell, group."""
    dimensions: tuple[str, ...]
    atoms: tuple[tuple[tuple[str, ...], ...], ...]
    """Per dimension and class of atoms that no cell tells apart: the atoms."""
    places: pl.DataFrame
    """One row per group: group, place (a sorted list of the combinations of classes in it, as one number each)."""

    OPEN = _OPEN

    @property
    def count(self) -> int:
        """How many groups there are."""
        return self.places.height

    @cached_property
    def starts(self) -> Numbers:
        """Where each cell's groups start in `of_cell`."""
        sizes = np.bincount(self.members["cell"].to_numpy(), minlength=len(self.least))
        return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    @cached_property
    def of_cell(self) -> Numbers:
        """The groups of all cells, cell by cell."""
        return self.members["group"].to_numpy().astype(np.int64)

    def inside(self, cell: int) -> Numbers:
        """The groups in a cell, ascending."""
        return self.of_cell[self.starts[cell] : self.starts[cell + 1]]

    @cached_property
    def sizes(self) -> Numbers:
        """Groups per cell."""
        return np.diff(self.starts)

    @cached_property
    def is_exact(self) -> NDArray[np.bool_]:
        """Per cell: whether its count is published."""
        return np.equal(self.least, self.most)


def groups(releases: Sequence[Release], atoms: Mapping[str, Sequence[str]] | None = None) -> Groups:
    """Tell apart what the cells tell apart.

    A dimension's atoms are those that `atoms` declares, else all that any release names; every unit has one of them.
    Work and memory grow with the sum over cells of the combinations of distinguishable classes in them, up to 50
    million. Errors: `release-atom-unknown`, `releases-too-fine`.
    """
    names = [*dict.fromkeys(name for release in releases for name in release.dimensions), POPULATION]
    declared = {name: list(dict.fromkeys(_atoms(releases, name, atoms or {}))) for name in names}
    classes = [_classes(releases, name, declared[name]) for name in names]
    chosen = _chosen(releases, dict(zip(names, classes, strict=True)))
    if prod(len(of_dimension.members) for of_dimension in classes) > _OPEN or _combinations(chosen) > MOST_PLACES:
        raise StadtlandError("releases-too-fine", combinations=_combinations(chosen), most=MOST_PLACES)
    places = _places(chosen, [len(of_dimension.members) for of_dimension in classes]).sort("place", "cell")
    # Places in exactly the same cells are one group; grouping by the list itself needs no hash to be trusted.
    found = (
        places.group_by("place", maintain_order=True)
        .agg("cell")
        .group_by("cell", maintain_order=True)
        .agg("place")
        .with_row_index("group")
    )
    cells = [cell for release in releases for cell in release.cells]
    return Groups(
        releases=tuple(releases),
        release_of=np.repeat(np.arange(len(releases)), [len(release.cells) for release in releases]),
        cell_of=np.concatenate([np.arange(len(release.cells)) for release in releases]),
        least=np.array([cell.least for cell in cells], dtype=np.int64),
        most=np.array([_OPEN if cell.most is None else cell.most for cell in cells], dtype=np.int64),
        members=found.select("cell", "group").explode("cell").sort("cell", "group"),
        dimensions=tuple(names),
        atoms=tuple(of_dimension.members for of_dimension in classes),
        places=found.select("group", "place"),
    )


@dataclass(frozen=True)
class _Classes:
    members: tuple[tuple[str, ...], ...]
    of: dict[tuple[int, str | None], list[int]]
    """By release and category, None for all: the classes in it."""


def _atoms(releases: Sequence[Release], name: str, declared: Mapping[str, Sequence[str]]) -> list[str]:
    if name == POPULATION:
        return [part for release in releases for part in release.population]
    named = [atom for release in releases for members in release.dimensions.get(name, {}).values() for atom in members]
    if name not in declared:
        return named
    unknown = set(named) - set(declared[name])
    if unknown:
        raise StadtlandError("release-atom-unknown", dimension=name, atoms=len(unknown))
    return list(declared[name])


def _classes(releases: Sequence[Release], name: str, atoms: Sequence[str]) -> _Classes:
    sets: dict[tuple[int, str | None], Sequence[str]] = {}
    for number, release in enumerate(releases):
        if name == POPULATION:
            sets[number, None] = release.population
            continue
        sets[number, None] = atoms
        sets.update({(number, category): inside for category, inside in release.dimensions.get(name, {}).items()})
    in_sets: dict[str, list[int]] = {atom: [] for atom in atoms}
    for place, inside in enumerate(sets.values()):
        for atom in inside:
            in_sets[atom].append(place)
    numbers: dict[tuple[int, ...], list[str]] = {}
    for atom in atoms:
        numbers.setdefault(tuple(in_sets[atom]), []).append(atom)
    of: dict[tuple[int, str | None], list[int]] = {key: [] for key in sets}
    keys = list(sets)
    for number, signature in enumerate(numbers):
        for place in signature:
            of[keys[place]].append(number)
    return _Classes(tuple(tuple(members) for members in numbers.values()), of)


def _chosen(releases: Sequence[Release], classes: Mapping[str, _Classes]) -> list[list[list[int]]]:
    """Per dimension and cell: the classes in it."""
    chosen = []
    for name, of_dimension in classes.items():
        inside: list[list[int]] = []
        for number, release in enumerate(releases):
            at = list(release.dimensions).index(name) if name in release.dimensions else None
            inside += [of_dimension.of[number, None if at is None else cell.categories[at]] for cell in release.cells]
        chosen.append(inside)
    return chosen


def _combinations(chosen: list[list[list[int]]]) -> int:
    return sum(prod(len(classes) for classes in of_cell) for of_cell in zip(*chosen, strict=True))


def _places(chosen: list[list[list[int]]], widths: list[int]) -> pl.DataFrame:
    """One row per cell and combination of classes in it, the combination as one number."""
    cells = pl.Series("cell", range(len(chosen[0])), dtype=pl.Int64)
    table = pl.DataFrame({"cell": cells, "place": pl.zeros(len(cells), dtype=pl.Int64, eager=True)})
    for inside, width in zip(chosen, widths, strict=True):
        choices = pl.DataFrame({"cell": cells, "class": pl.Series(inside, dtype=pl.List(pl.Int64))})
        table = (
            table.join(choices, on="cell", maintain_order="left")
            .explode("class")
            .select("cell", pl.col("place") * width + pl.col("class"))
        )
    return table
