"""The fewest rows that any generalisation leaves to suppress: what an infeasible limit is told."""

from __future__ import annotations

import itertools

from transforms.privacy.counting.tuples import Node, Tuples
from transforms.privacy.models.promise import Promise

_MOST_LOOKED_AT = 50_000


def fewest_suppressed(tuples: Tuples, highest: Node, promise: Promise) -> int | None:
    """Rows; None when no generalisation will do, however many are suppressed.

    Where coarser nodes never suppress more, that is what the coarsest leaves. Otherwise every node is counted, coarse
    ones first, up to 50,000: in a larger lattice the figure can be met, but it need not be the smallest.
    """
    if promise.closes_finer(1):
        return _suppressed(tuples, highest, promise)
    levels = [range(level, -1, -1) for level in highest]
    found = [
        _suppressed(tuples, node, promise) for node in itertools.islice(itertools.product(*levels), _MOST_LOOKED_AT)
    ]
    return min((rows for rows in found if rows is not None), default=None)


def _suppressed(tuples: Tuples, node: Node, promise: Promise) -> int | None:
    classes = tuples.classes(node, exact=True)
    if promise.is_void(classes):
        return None
    return int(tuples.rows[~promise.kept(classes)[classes.ids]].sum())
