"""One step of local recoding for k, compiled: look at a class, rate its splits, split it in place.

A class is a stretch [low, high) of `desk.order`, a permutation of the tuples, with a level per column; all its tuples
share their group at these levels. Everything here is exact counting; ties fall to the first column, group and tuple.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled
from transforms.privacy.local.shape import Shape

Levels = NDArray[np.int64]

_PATIENCE = 0.5
"""Added to the bits a split costs: without it the cheapest splits come first however little they gain."""

_NOTHING = 1e-12


class Desk(NamedTuple):
    """What the loops write on; made once, so that nothing is allocated on the way."""

    order: NDArray[np.int64]
    """The tuples; those of a class are neighbours."""
    spare: NDArray[np.int64]
    counts: NDArray[np.int64]
    """Rows per group; all 0 between calls."""
    seen: NDArray[np.int64]
    """The groups of a class, in the order met."""
    place: NDArray[np.int64]
    distance: NDArray[np.float64]


class Stack(NamedTuple):
    """Classes yet to be looked at."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    levels: NDArray[np.int64]


@compiled
def settle(shape: Shape, desk: Desk, low: int, high: int, levels: Levels) -> int:
    """Lower each level of the class as far as all its tuples still agree, which costs nothing; its rows."""
    first = desk.order[low]
    for column in range(len(levels)):
        while levels[column] > 0:
            start = shape.start[column, levels[column] - 1]
            group = shape.groups[start + shape.codes[first, column]]
            agree = True
            for i in range(low + 1, high):
                if shape.groups[start + shape.codes[desk.order[i], column]] != group:
                    agree = False
                    break
            if not agree:
                break
            levels[column] -= 1
    rows = 0
    for i in range(low, high):
        rows += shape.rows[desk.order[i]]
    return rows


@compiled
def lost(shape: Shape, desk: Desk, low: int, levels: Levels) -> float:
    """What a row of the class loses, summed over the columns."""
    total = 0.0
    for column in range(len(levels)):
        total += shape.share[shape.start[column, levels[column]] + shape.codes[desk.order[low], column]]
    return total


@compiled
def _count(shape: Shape, desk: Desk, low: int, high: int, column: int, start: int) -> int:
    """Rows per group into `desk.counts`, a value number of each group into `desk.seen`; how many groups."""
    groups = 0
    for i in range(low, high):
        one = desk.order[i]
        code = shape.codes[one, column]
        group = shape.groups[start + code]
        if desk.counts[group] == 0:
            desk.seen[groups] = code
            groups += 1
        desk.counts[group] += shape.rows[one]
    return groups


@compiled
def rate(
    shape: Shape,
    desk: Desk,
    low: int,
    high: int,
    levels: Levels,
    rows: int,
    k: int,
    strict: bool,
    rates: NDArray[np.float64],
) -> int:
    """Rate the split of the class on each column, 0 where there is none; the best column, -1 without any.

    What a split gains (shares lost times rows, of the rows that go down) over what it costs (bits of entropy: a class
    of n rows has no more than log2(n / k) of them to spend, whatever the columns they are spent on).
    """
    best = -1
    for column in range(len(levels)):
        rates[column] = 0.0
        if levels[column] == 0 or rows < 2 * k:
            continue
        above = shape.start[column, levels[column]]
        start = shape.start[column, levels[column] - 1]
        groups = _count(shape, desk, low, high, column, start)
        share = shape.share[above + shape.codes[desk.order[low], column]]
        left, down = 0, 0
        gain, bits = 0.0, 0.0
        for v in range(groups):
            code = desk.seen[v]
            of_group = desk.counts[shape.groups[start + code]]
            desk.counts[shape.groups[start + code]] = 0
            if of_group < k:
                left += of_group
            else:
                down += 1
                gain += of_group * (share - shape.share[start + code])
                bits += of_group * np.log2(rows / of_group)
        if down == 0 or (strict and left > 0):
            continue
        if left >= k:
            bits += left * np.log2(rows / left)
        elif left > 0:  # some rows have to stay with those left
            gain -= (k - left) * share
            bits += k * np.log2(rows / k)
        if gain > _NOTHING:
            rates[column] = gain / (bits + _PATIENCE * rows)
            if best < 0 or rates[column] > rates[best]:
                best = column
    return best


@compiled
def split(
    shape: Shape,
    desk: Desk,
    stack: Stack,
    top: int,
    low: int,
    high: int,
    levels: Levels,
    column: int,
    k: int,
    whole: bool,
) -> int:
    """Split the class on `column`, its children onto the stack from `top`; the new top, or -1 if it cannot be done.

    Groups of k rows and more become children; the others stay together at the class's own labels. Are those fewer
    than k, then tuples of larger groups stay with them, the nearest ones first, as long as their group keeps k; or
    else, with `whole`, the smallest group of k and more.
    """
    start = shape.start[column, levels[column] - 1]
    groups = _count(shape, desk, low, high, column, start)
    left, smallest = 0, -1
    for v in range(groups):
        group = shape.groups[start + desk.seen[v]]
        of_group = desk.counts[group]
        if of_group < k:
            left += of_group
        elif (
            smallest < 0 or of_group < desk.counts[smallest] or (of_group == desk.counts[smallest] and group < smallest)
        ):
            smallest = group
    needed = k - left if 0 < left < k else 0
    can = smallest >= 0 and (needed > 0 or not whole)
    stay, down = low, 0
    if can:
        for i in range(low, high):
            one = desk.order[i]
            group = shape.groups[start + shape.codes[one, column]]
            if desk.counts[group] < k or (whole and group == smallest):
                desk.order[stay] = one
                stay += 1
            else:
                desk.spare[down] = one
                down += 1
        if needed > 0 and not whole:
            needed = _borrow(shape, desk, low, stay, down, levels, column, start, k, needed)
            kept = 0
            for i in range(down):
                if desk.distance[i] < 0:
                    desk.order[stay] = desk.spare[i]
                    stay += 1
                else:
                    desk.spare[kept] = desk.spare[i]
                    kept += 1
            down = kept
            can = needed <= 0
    for v in range(groups):
        desk.counts[shape.groups[start + desk.seen[v]]] = 0
    if not can or down == 0:
        for i in range(down):
            desk.order[stay + i] = desk.spare[i]
        return -1
    if stay > low:
        top = _push(stack, top, low, stay, levels)
    return _lay_out(shape, desk, stack, top, stay, down, levels, column, start)


@compiled
def _borrow(
    shape: Shape,
    desk: Desk,
    low: int,
    stay: int,
    down: int,
    levels: Levels,
    column: int,
    start: int,
    k: int,
    needed: int,
) -> int:
    """Mark the tuples in `desk.spare` (distance -1) that stay with those left; rows still needed, 0 or less if none."""
    own = levels.copy()
    settle(shape, desk, low, stay, own)
    first = desk.order[low]
    for i in range(down):
        away = 0.0
        for c in range(len(own)):
            level = own[c]
            mine, theirs = shape.codes[desk.spare[i], c], shape.codes[first, c]
            at = shape.start[c, level]
            while shape.groups[at + mine] != shape.groups[at + theirs]:
                level += 1
                at = shape.start[c, level]
            away += shape.share[at + theirs]
        desk.distance[i] = away
    nearest = np.argsort(desk.distance[:down], kind="mergesort")
    for i in nearest:
        one = desk.spare[i]
        group = shape.groups[start + shape.codes[one, column]]
        if desk.counts[group] - shape.rows[one] >= k:
            desk.counts[group] -= shape.rows[one]
            needed -= shape.rows[one]
            desk.distance[i] = -1.0
            if needed <= 0:
                break
    return needed


@compiled
def _lay_out(
    shape: Shape, desk: Desk, stack: Stack, top: int, low: int, down: int, levels: Levels, column: int, start: int
) -> int:
    """Children from `desk.spare`, group by group, into `desk.order` from `low`, and onto the stack."""
    groups = 0
    for i in range(down):
        group = shape.groups[start + shape.codes[desk.spare[i], column]]
        if desk.counts[group] == 0:
            desk.seen[groups] = group
            groups += 1
        desk.counts[group] += 1
    for v in range(groups):
        group = desk.seen[v]
        desk.place[group] = low
        top = _push(stack, top, low, low + desk.counts[group], levels)
        stack.levels[top - 1, column] -= 1
        low += desk.counts[group]
        desk.counts[group] = 0
    for i in range(down):
        group = shape.groups[start + shape.codes[desk.spare[i], column]]
        desk.order[desk.place[group]] = desk.spare[i]
        desk.place[group] += 1
    return top


@compiled
def _push(stack: Stack, top: int, low: int, high: int, levels: Levels) -> int:
    stack.low[top], stack.high[top] = low, high
    stack.levels[top] = levels
    return top + 1
