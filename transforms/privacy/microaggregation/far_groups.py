"""The groups of MDAV: per record the number of its group."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled


@compiled
def far_groups(points: NDArray[np.float64], k: int, joins_nearest: bool) -> NDArray[np.int64]:
    """Groups of at least k of the records in `points` (one line per field, one column per record), at least k of them.

    Of records equally far or near the first counts. Records that have a group are moved out of the way, so that each
    step looks at those that are left only, field by field.
    """
    records = points.shape[1]
    open_points = points.copy()
    who = np.arange(records)
    groups = np.full(records, -1, dtype=np.int64)
    away = np.empty(records, dtype=np.float64)
    left, group = records, 0
    middle = np.empty(len(points), dtype=np.float64)
    while left >= (2 if joins_nearest else 3) * k:
        _middle(open_points, left, middle)
        _distances(open_points, left, middle, away)
        middle[:] = open_points[:, np.argmax(away[:left])]
        left = _close_group(open_points, who, left, middle, away, k, groups, group)
        _distances(open_points, left, middle, away)
        middle[:] = open_points[:, np.argmax(away[:left])]
        left = _close_group(open_points, who, left, middle, away, k, groups, group + 1)
        group += 2
    if not joins_nearest and left >= 2 * k:
        _middle(open_points, left, middle)
        _distances(open_points, left, middle, away)
        middle[:] = open_points[:, np.argmax(away[:left])]
        left = _close_group(open_points, who, left, middle, away, k, groups, group)
        group += 1
    if left >= k:
        groups[who[:left]] = group
    elif left:
        _join_nearest(points, who[:left], groups, group)
    return groups


@compiled
def _middle(points: NDArray[np.float64], left: int, middle: NDArray[np.float64]) -> None:
    for field in range(len(points)):
        total = 0.0
        for record in range(left):
            total += points[field, record]
        middle[field] = total / left


@compiled
def _distances(points: NDArray[np.float64], left: int, origin: NDArray[np.float64], away: NDArray[np.float64]) -> None:
    """Writes the squared distance of the first `left` records from `origin`."""
    away[:left] = 0.0
    for field in range(len(points)):
        line, value = points[field], origin[field]
        for record in range(left):
            away[record] += (line[record] - value) ** 2


@compiled
def _close_group(
    points: NDArray[np.float64],
    who: NDArray[np.int64],
    left: int,
    origin: NDArray[np.float64],
    away: NDArray[np.float64],
    k: int,
    groups: NDArray[np.int64],
    group: int,
) -> int:
    """Gives the k records nearest to `origin` their group and moves the others together; how many are left."""
    _distances(points, left, origin, away)
    nearest = np.empty(k, dtype=np.int64)
    held = 0
    for record in range(left):
        if held == k and away[record] >= away[nearest[k - 1]]:
            continue
        place = held if held < k else k - 1
        while place and away[nearest[place - 1]] > away[record]:
            nearest[place] = nearest[place - 1]
            place -= 1
        nearest[place] = record
        held = min(held + 1, k)
    groups[who[nearest]] = group
    kept = 0
    for record in range(left):
        if groups[who[record]] < 0:
            who[kept] = who[record]
            for field in range(len(points)):
                points[field, kept] = points[field, record]
            kept += 1
    return kept


@compiled
def _join_nearest(points: NDArray[np.float64], rest: NDArray[np.int64], groups: NDArray[np.int64], count: int) -> None:
    """Gives every record of `rest` the group whose mean, without the rest, is nearest."""
    means = np.zeros((len(points), count), dtype=np.float64)
    sizes = np.zeros(count, dtype=np.int64)
    for record in range(len(groups)):
        if groups[record] >= 0:
            sizes[groups[record]] += 1
            means[:, groups[record]] += points[:, record]
    means /= sizes
    away = np.empty(count, dtype=np.float64)
    for record in rest:
        _distances(means, count, points[:, record].copy(), away)
        groups[record] = np.argmin(away)
