"""Cuts classes of numbers in two at their medians until no cut keeps the promise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.grouping import numbered
from transforms.privacy.counting.tuples import Tuples
from transforms.privacy.local.classes_by import classes_by
from transforms.privacy.models.promise import Promise


def median_cuts(
    tuples: Tuples, values: NDArray[np.float64], starts: NDArray[np.intp], promise: Promise, *, strict: bool
) -> NDArray[np.intp]:
    """The class of each tuple, numbered without gaps; `starts` are classes that keep the promise.

    `values` per tuple and field, nan where missing (all tuples of a class alike). Each class is cut on the field with
    the widest range in it, as a share of the range in the table; where that cut breaks the promise, on the next.
    Ties fall to the first field. `strict` keeps equal values together, on the side that leaves the halves more even
    (the lower one when both are); else a cut goes between two tuples in the order of that field, then of the others.
    """
    class_of, size = numbered(starts)
    is_open = np.ones(size, dtype=np.bool_)
    is_missing = np.isnan(values)
    high = np.where(is_missing, -np.inf, values).max(axis=0, initial=-np.inf)
    low = np.where(is_missing, np.inf, values).min(axis=0, initial=np.inf)
    widest = np.where(high > low, high - low, 1.0)
    while is_open.any():
        ranges = _range(values, class_of, size) / widest
        by_width = np.argsort(-ranges, axis=1, kind="stable")
        is_right = np.zeros(len(class_of), dtype=np.bool_)
        cut = np.zeros(size, dtype=np.bool_)
        for attempt in range(values.shape[1]):
            fields = by_width[:, attempt]
            asked = is_open & ~cut & (ranges[np.arange(size), fields] > 0)
            part = np.flatnonzero(asked[class_of])
            if not len(part):
                continue
            right = _right_of_median(values, tuples.rows, class_of, fields, part, strict=strict)
            halves = classes_by(tuples, class_of * 2 + _at(right, part, len(class_of)), size * 2)
            good = (promise.kept(halves) & (halves.rows > 0)).reshape(size, 2).all(axis=1) & asked
            cut |= good
            is_right[part[right & good[class_of[part]]]] = True
        is_open &= cut
        open_of = is_open[class_of]
        class_of, size = numbered(class_of * 2 + is_right)
        opened = np.zeros(size, dtype=np.bool_)
        opened[class_of[open_of]] = True
        is_open = opened
    return class_of


def _at(right: NDArray[np.bool_], part: NDArray[np.intp], size: int) -> NDArray[np.bool_]:
    found = np.zeros(size, dtype=np.bool_)
    found[part] = right
    return found


def _range(values: NDArray[np.float64], class_of: NDArray[np.intp], size: int) -> NDArray[np.float64]:
    """Width of each class per field; 0 where values are missing, which they are in all or none of its tuples."""
    low, high = np.full((size, values.shape[1]), np.inf), np.full((size, values.shape[1]), -np.inf)
    known = np.where(np.isnan(values), 0.0, values)
    np.minimum.at(low, class_of, known)
    np.maximum.at(high, class_of, known)
    width: NDArray[np.float64] = high - low
    return width


def _right_of_median(
    values: NDArray[np.float64],
    rows: NDArray[np.int64],
    class_of: NDArray[np.intp],
    fields: NDArray[np.intp],
    part: NDArray[np.intp],
    *,
    strict: bool,
) -> NDArray[np.bool_]:
    """For the tuples `part`, whole classes, whether they go to the upper half of their class on its field."""
    own = class_of[part]
    value = values[part, fields[own]]
    order = np.lexsort((*values[part].T[::-1], value, own))
    of, value, weight = own[order], value[order], rows[part][order]
    is_first = np.concatenate((np.ones(1, dtype=np.bool_), of[1:] != of[:-1]))
    first = np.flatnonzero(is_first)
    length = np.diff(first, append=len(of))
    upto = np.cumsum(weight)
    upto -= np.repeat(upto[first] - weight[first], length)
    total = np.repeat(upto[first + length - 1], length)
    # Where the class may be cut: after a tuple that is not its last and, strictly, the last with its value.
    may = np.concatenate((of[1:] == of[:-1], np.zeros(1, dtype=np.bool_)))
    if strict:
        may &= np.concatenate((value[1:] != value[:-1], np.zeros(1, dtype=np.bool_)))
    uneven = np.where(may, np.abs(2 * upto - total), np.iinfo(np.int64).max)
    place = np.arange(len(of)) - np.repeat(first, length)
    best = np.minimum.reduceat(uneven, first)
    after = np.minimum.reduceat(np.where(uneven == np.repeat(best, length), place, len(of)), first)
    right = np.empty(len(part), dtype=np.bool_)
    right[order] = place > np.repeat(after, length)
    return right
