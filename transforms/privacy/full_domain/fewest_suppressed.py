"""The fewest rows that any generalisation leaves to suppress: what an infeasible limit is told."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np

from transforms.privacy.counting.tuples import Node, Tuples
from transforms.privacy.full_domain.starred import starred
from transforms.privacy.models.promise import Promise

_MOST_LOOKED_AT = 50_000


def fewest_suppressed(
    tuples: Tuples, highest: Node, promise: Promise, is_out_of_time: Callable[[], bool] | None = None
) -> int | None:
    """Rows; None when no generalisation will do, however many are suppressed.

    Where coarser nodes never suppress more, that is what the coarsest leaves. Otherwise every node is counted, coarse
    ones first, up to 50,000 and while there is time: with more nodes, or less time, the figure can be met, but it
    need not be the smallest.
    """
    if promise.closes_finer(1):
        return _suppressed(tuples, highest, promise)
    fewest: int | None = None
    levels = [range(level, -1, -1) for level in highest]
    for node in itertools.islice(itertools.product(*levels), _MOST_LOOKED_AT):
        rows = _suppressed(tuples, node, promise)
        if rows is not None and (fewest is None or rows < fewest):
            fewest = rows
        if fewest is not None and is_out_of_time is not None and is_out_of_time():
            break
    return fewest


def _suppressed(tuples: Tuples, node: Node, promise: Promise) -> int | None:
    classes = tuples.classes(node)
    if promise.is_void(classes):
        return None
    kept = promise.kept(classes)
    suppressed = int(tuples.rows[~kept[classes.ids]].sum())
    if promise.must_release and suppressed:
        released = int(np.count_nonzero(kept & (classes.rows > 0)))
        if not promise.lets_star(starred(tuples, classes, kept), released):
            return None
    return suppressed
