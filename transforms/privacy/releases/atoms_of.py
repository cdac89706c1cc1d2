"""What the categories of a column consist of: one tuple of atoms per label."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.errors import StadtlandError
from transforms.privacy.hierarchies.hierarchy import Hierarchy

_INTERVAL = re.compile(r"(?P<first>\d+)(?:(?P<open>\+)|\s*[-–]\s*(?P<last>\d+))?")


def themselves(labels: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each label is an atom."""
    return {label: (label,) for label in labels}


def whole_numbers(labels: Iterable[str], first: int, last: int, *, column: str) -> dict[str, tuple[str, ...]]:
    """5 is itself, 0-17 the numbers from 0 to 17, 75+ those up to `last`. Error: `category-not-a-range`."""
    found = {}
    for label in labels:
        shape = _INTERVAL.fullmatch(label.strip())
        start = int(shape["first"]) if shape else first - 1
        end = (last if shape["open"] else int(shape["last"] or start)) if shape else start
        if not first <= start <= end <= last:
            raise StadtlandError("category-not-a-range", column=column, first=first, last=last)
        found[label] = tuple(str(number) for number in range(start, end + 1))
    return found


def leaves_below(labels: Iterable[str], hierarchy: Hierarchy, *, column: str) -> dict[str, tuple[str, ...]]:
    """Each label's leaves, on whatever level it stands. A label of two levels must mean the same leaves on both.

    Error: `category-not-in-hierarchy`.
    """
    below: dict[str, set[tuple[str, ...]]] = {}
    leaves = hierarchy.leaves.to_list()
    for level in range(hierarchy.height + 1):
        members: dict[str, list[str]] = {}
        for leaf, label in zip(leaves, hierarchy.labels(level), strict=False):
            if label is not None:
                members.setdefault(label, []).append(leaf)
        for label, inside in members.items():
            below.setdefault(label, set()).add(tuple(inside))
    wanted = list(dict.fromkeys(labels))
    unclear = [label for label in wanted if len(below.get(label, ())) != 1]
    if unclear:
        raise StadtlandError("category-not-in-hierarchy", column=column, categories=len(unclear))
    return {label: next(iter(below[label])) for label in wanted}
