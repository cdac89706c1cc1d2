"""A set of groups in words: disjoint boxes, each some atoms of every dimension."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from transforms.privacy.releases.count_program import Numbers
from transforms.privacy.releases.groups import Groups

_Place = tuple[int, ...]


def describe(of: Groups, groups: Numbers) -> list[dict[str, list[str]]]:
    """Boxes whose union is the set, few of them; a dimension of which a box has all atoms is left out of it."""
    places = np.unique(np.concatenate(of.places["place"].gather(groups).to_list()).astype(np.int64))
    widths = [len(classes) for classes in of.atoms]
    split = np.stack(np.unravel_index(places, widths), axis=1)
    return [_named(of, box) for box in _boxes([tuple(row) for row in split.tolist()])]


def _boxes(places: list[_Place]) -> Iterable[list[tuple[int, ...]]]:
    """Classes of the first dimension that have the same rest share a box with it."""
    if not places[0]:
        return [[]]
    rests: dict[int, list[_Place]] = {}
    for first, *rest in places:
        rests.setdefault(first, []).append(tuple(rest))
    alike: dict[tuple[_Place, ...], list[int]] = {}
    for first, remaining in rests.items():
        alike.setdefault(tuple(remaining), []).append(first)
    return [[tuple(firsts), *box] for shared, firsts in alike.items() for box in _boxes(list(shared))]


def _named(of: Groups, box: list[tuple[int, ...]]) -> dict[str, list[str]]:
    return {
        name: [atom for place in inside for atom in classes[place]]
        for name, classes, inside in zip(of.dimensions, of.atoms, box, strict=True)
        if len(inside) < len(classes)
    }
