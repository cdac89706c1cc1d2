"""Local recoding for any promise: from the top down, all open classes at a time, each child held to every model."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.column import Column
from transforms.privacy.counting.grouping import numbered
from transforms.privacy.counting.tuples import Tuples
from transforms.privacy.local.classes_by import classes_by
from transforms.privacy.local.shape import Shape
from transforms.privacy.models.promise import Promise

_NOTHING = 1e-12
_PATIENCE = (0.5, 1.0, 2.0)
"""Added to the bits a split costs (see `rate` in `split_class`); the smaller, the more the cheap splits come first."""

_SEVERAL = 1 << 16
"""Up to so many tuples each patience is tried and the best result kept; beyond, the first one is it."""

_STAYING = 2
"""Children that may stay with those left, smallest first, until they keep the promise together."""


@dataclass(frozen=True)
class _Open:
    """The classes that may still be split, and their tuples."""

    tuples: Tuples
    place: NDArray[np.intp]
    """Of each tuple in the whole table."""
    class_of: NDArray[np.intp]
    levels: NDArray[np.intp]
    """Per class and column."""


@dataclass(frozen=True)
class _Rules:
    """What holds for every split."""

    shape: Shape
    rank: list[NDArray[np.intp]]
    promise: Promise
    strict: bool
    patience: float


@dataclass(frozen=True)
class _Split:
    """One column's split of every open class."""

    rate: NDArray[np.float64]
    """Per class; 0 where it cannot be split."""
    child: NDArray[np.intp]
    """Per tuple the child it goes to, -1 where it stays with those left."""


def split_for_promise(
    tuples: Tuples, shape: Shape, starts: NDArray[np.intp], top: NDArray[np.int64], promise: Promise, *, strict: bool
) -> NDArray[np.int16]:
    """Levels per tuple and column such that every class that was split off keeps `promise`.

    `starts` is the class of each tuple at the coarsest node `top`; each of them keeps the promise. Splits are rated as
    for k (see `rate` in `split_class`). Cost: per round one pass over the open tuples and their sensitive values for
    every column; as many rounds as the deepest class was split.
    """
    rank = [_rank(column) for column in tuples.columns]
    classes = np.repeat(top[np.newaxis].astype(np.intp), int(starts.max(initial=-1)) + 1, axis=0)
    found = []
    for patience in _PATIENCE if len(starts) <= _SEVERAL else _PATIENCE[:1]:
        rules = _Rules(shape, rank, promise, strict, patience)
        levels = np.zeros((len(starts), len(top)), dtype=np.int16)
        now = _Open(tuples, np.arange(len(starts)), starts, classes)
        while len(now.place):
            now = replace(now, levels=_settled(now, shape))
            levels[now.place] = now.levels[now.class_of]
            now = _next(now, rules)
        found.append(levels)
    return min(found, key=lambda levels: _lost(shape, levels))


def _lost(shape: Shape, levels: NDArray[np.int16]) -> float:
    """Shares lost, over all columns and rows."""
    entries = shape.start[np.arange(levels.shape[1]), levels] + shape.codes
    return float((shape.share[entries].sum(axis=1) * shape.rows).sum())


def _next(now: _Open, rules: _Rules) -> _Open:
    """The classes that come of the best split of each open class; those without any are closed."""
    best = np.zeros(len(now.levels))
    column_of = np.zeros(len(now.levels), dtype=np.intp)
    child = np.full(len(now.place), -1, dtype=np.intp)
    for column in range(len(rules.rank)):
        found = _split(now, column, rules)
        better = found.rate > best
        best, column_of = np.where(better, found.rate, best), np.where(better, column, column_of)
        child = np.where(better[now.class_of], found.child, child)
    stays_open = (best > 0)[now.class_of]
    most = max(int(ranks.max(initial=0)) for ranks in rules.rank) + 2
    keys = now.class_of[stays_open] * most + child[stays_open] + 1
    class_of, size = numbered(keys)
    of_class = np.empty(size, dtype=np.intp)
    of_class[class_of] = keys
    parent = of_class // most
    levels = now.levels[parent]
    levels[np.arange(size), column_of[parent]] -= of_class % most > 0
    return _Open(now.tuples.part(stays_open), now.place[stays_open], class_of, levels)


def _split(now: _Open, column: int, rules: _Rules) -> _Split:
    shape, rank, promise = rules.shape, rules.rank[column], rules.promise
    level = now.levels[:, column]
    code = np.asarray(now.tuples.codes[column], dtype=np.intp)
    below = shape.start[column, np.maximum(0, level - 1)][now.class_of] + code
    child = rank[below - shape.start[column, 0]]
    classes, fan = len(level), int(rank.max(initial=0)) + 1
    ids = now.class_of * fan + child
    children = classes_by(now.tuples, ids, classes * fan)
    rows = children.rows.reshape(classes, fan)
    occurs = rows > 0
    down = promise.kept(children).reshape(classes, fan) & occurs
    can = (level > 0) & (occurs.sum(axis=1) > 1)
    if rules.strict:
        can &= (down == occurs).all(axis=1)
    else:
        can &= _with_those_left(now, child, rows, down, can, promise)
    can &= down.any(axis=1)
    share = np.zeros(classes * fan)
    share[ids] = shape.share[below]
    above = np.zeros(classes)
    above[now.class_of] = shape.share[shape.start[column, level][now.class_of] + code]
    size = rows.sum(axis=1)
    gain = np.where(down, rows * (above[:, np.newaxis] - share.reshape(classes, fan)), 0.0).sum(axis=1)
    parts = np.column_stack((np.where(down, rows, 0.0), np.where(down, 0.0, rows).sum(axis=1)))
    bits = (parts * np.log2(size[:, np.newaxis] / np.where(parts > 0, parts, size[:, np.newaxis]))).sum(axis=1)
    rate = np.where(can & (gain > _NOTHING), gain / (bits + rules.patience * size), 0.0)
    return _Split(rate, np.where(down.reshape(-1)[ids], child, -1))


def _with_those_left(
    now: _Open,
    child: NDArray[np.intp],
    rows: NDArray[np.float64],
    down: NDArray[np.bool_],
    asked: NDArray[np.bool_],
    promise: Promise,
) -> NDArray[np.bool_]:
    """Whether those left of each class keep the promise; `down` loses the children that have to stay for it."""
    classes = len(rows)
    for staying in range(_STAYING + 1):
        is_left = (rows > 0) & ~down
        ids = np.where(is_left[now.class_of, child], now.class_of, classes)
        kept = promise.kept(classes_by(now.tuples, ids, classes + 1))[:classes] | ~is_left.any(axis=1)
        short = np.flatnonzero(asked & ~kept & down.any(axis=1))
        if staying == _STAYING or not len(short):
            break
        smallest = np.where(down[short], rows[short], np.inf).argmin(axis=1)
        down[short, smallest] = False
    return kept


def _settled(now: _Open, shape: Shape) -> NDArray[np.intp]:
    """Levels lowered as far as all tuples of a class still agree, which costs nothing."""
    levels = now.levels.copy()
    order = np.argsort(now.class_of, kind="stable")
    of = now.class_of[order]
    first = np.flatnonzero(np.concatenate((np.ones(min(1, len(of)), dtype=np.bool_), of[1:] != of[:-1])))
    for column, codes in enumerate(now.tuples.codes):
        code = np.asarray(codes, dtype=np.intp)[order]
        while True:
            below = shape.start[column, np.maximum(0, levels[:, column] - 1)][of] + code
            groups = shape.groups[below]
            agree = np.minimum.reduceat(groups, first) == np.maximum.reduceat(groups, first)
            agree &= levels[:, column] > 0
            if not agree.any():
                break
            levels[agree, column] -= 1
    return levels


def _rank(column: Column) -> NDArray[np.intp]:
    """Per level and value the number of its group among those that share the parent, one level after the other."""
    found = []
    for level, groups in enumerate(column.groups):
        pairs = np.unique(np.stack((column.groups[min(level + 1, column.height)], groups)), axis=1)
        of_group = np.zeros(column.sizes[level], dtype=np.intp)
        of_group[pairs[1]] = np.arange(pairs.shape[1]) - np.searchsorted(pairs[0], pairs[0])
        found.append(of_group[groups])
    return np.concatenate(found)
