"""Local recoding for k-anonymity, compiled: from the top down, each split chosen by what comes of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled
from transforms.privacy.local.shape import Shape
from transforms.privacy.local.split_class import Desk, Levels, Stack, lost, rate, settle, split

_FEW = 1 << 16
"""Up to so many tuples every strict split is looked ahead of: early ones decide most, for one small group on a field
rules that field out for all."""

_NEAR, _NEAR_OF_MANY = 512, 128
"""Else splits of classes of up to so many tuples are."""

_NOTHING = 1e-12
_TRIED, _TRIED_STRICTLY = 3, 5
"""Splits of a class that are looked ahead of, the best rated: strict ones have fewer ways to go on."""


def split_for_k(
    shape: Shape, starts: NDArray[np.int64], order: NDArray[np.int64], top: Levels, k: int, *, strict: bool
) -> NDArray[np.int16]:
    """Levels per tuple and column such that every class of labels holds k rows.

    `order` are the tuples class by class of the coarsest node `top`, `starts` where each class begins, with the end
    last; each of them holds k rows.

    The best rated split is not always the best one: for a class that is near enough, each promising split is carried
    through to the end, always with the best rated split from there, and the one that loses least is taken (a rollout;
    Tesauro and Galperin 1996). Cost: about tuples * depth * columns, times depth where splits are looked ahead of.
    """
    tuples, columns = shape.codes.shape
    levels = np.empty((tuples, columns), dtype=np.int16)
    desk = Desk(
        order=order.astype(np.int64),
        spare=np.empty(tuples, dtype=np.int64),
        counts=np.zeros(shape.most_groups, dtype=np.int64),
        seen=np.empty(shape.most_groups, dtype=np.int64),
        place=np.empty(shape.most_groups, dtype=np.int64),
        distance=np.empty(tuples, dtype=np.float64),
    )
    # Every class on the stack holds k rows of its own.
    size = min(tuples, int(shape.rows.sum()) // max(1, k)) + 1
    stack = Stack(
        np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64), np.empty((size, columns), dtype=np.int64)
    )
    near = _NEAR_OF_MANY if tuples > _FEW else tuples if strict else _NEAR
    _split_all(shape, desk, stack, starts, top, k, strict, near, _TRIED_STRICTLY if strict else _TRIED, levels)
    return levels


@compiled
def _split_all(
    shape: Shape,
    desk: Desk,
    stack: Stack,
    starts: NDArray[np.int64],
    coarsest: Levels,
    k: int,
    strict: bool,
    near: int,
    tried: int,
    result: NDArray[np.int16],
) -> None:
    levels = coarsest.copy()
    rates = np.empty(len(levels))
    ahead = np.empty(len(levels))
    for start in range(len(starts) - 1):
        stack.low[0], stack.high[0] = starts[start], starts[start + 1]
        stack.levels[0] = coarsest
        top = 1
        while top > 0:
            top -= 1
            low, high = stack.low[top], stack.high[top]
            levels[:] = stack.levels[top]
            rows = settle(shape, desk, low, high, levels)
            best = rate(shape, desk, low, high, levels, rows, k, strict, rates)
            whole = False
            if best >= 0 and high - low <= near:
                best, whole = _best_by_far(
                    shape, desk, stack, top, low, high, levels, rows, k, strict, rates, ahead, tried
                )
            after = -1
            if best >= 0:
                after = split(shape, desk, stack, top, low, high, levels, best, k, whole)
                if after < 0 and not whole:
                    after = split(shape, desk, stack, top, low, high, levels, best, k, True)
            if after >= 0:
                top = after
                continue
            for i in range(low, high):
                for column in range(len(levels)):
                    result[desk.order[i], column] = levels[column]


@compiled
def _best_by_far(
    shape: Shape,
    desk: Desk,
    stack: Stack,
    top: int,
    low: int,
    high: int,
    levels: Levels,
    rows: int,
    k: int,
    strict: bool,
    rates: NDArray[np.float64],
    ahead: NDArray[np.float64],
    tried: int,
) -> tuple[int, bool]:
    """The split whose descendants lose least, -1 without any; and whether a whole group stays with those left."""
    best, best_whole, least = -1, False, np.inf
    column = int(np.argmax(rates))
    while tried > 0 and rates[column] > 0:
        rates[column] = 0.0
        done = 0
        for whole in (False, True):
            after = split(shape, desk, stack, top, low, high, levels, column, k, whole)
            if after < 0:
                continue
            done = 1
            total = _carried_through(shape, desk, stack, top, after, k, strict, ahead, least)
            if total < least - _NOTHING * rows:
                best, best_whole, least = column, whole, total
        tried -= done
        column = int(np.argmax(rates))
    return best, best_whole


@compiled
def _carried_through(
    shape: Shape,
    desk: Desk,
    stack: Stack,
    bottom: int,
    top: int,
    k: int,
    strict: bool,
    rates: NDArray[np.float64],
    least: float,
) -> float:
    """What the classes on the stack from `bottom` lose once split to the end; stops as soon as that is `least`."""
    total = 0.0
    levels = np.empty(len(rates), dtype=np.int64)
    while top > bottom and total < least:
        top -= 1
        low, high = stack.low[top], stack.high[top]
        levels[:] = stack.levels[top]
        rows = settle(shape, desk, low, high, levels)
        best = rate(shape, desk, low, high, levels, rows, k, strict, rates)
        after = -1
        if best >= 0:
            after = split(shape, desk, stack, top, low, high, levels, best, k, False)
            if after < 0:
                after = split(shape, desk, stack, top, low, high, levels, best, k, True)
        if after >= 0:
            top = after
        else:
            total += rows * lost(shape, desk, low, levels)
    return total
