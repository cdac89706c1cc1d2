"""The tables a search has at hand: coarser ones to count from, and small parts to refuse a node by."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.tuples import Node, Tuples

_SMALL = 4096
"""Below so many tuples a count costs less than finding something smaller to count."""

_WORTH = 1.5
"""A rolled-up table is kept when it is at least so many times smaller than what it came from."""

_LARGEST = np.iinfo(np.int64).max


class AtHand:
    """One base table, the coarser tables rolled up from it so far, and for each column a part of the base.

    The part of a column holds all tuples of its rarest groups at the level below the top: whole classes of every
    node that has the column below its top. What such a node suppresses in the part, it suppresses in all.
    """

    def __init__(self, base: Tuples, highest: Node, limit: int) -> None:
        self._base, self._highest = base, highest
        self._tables = [base]
        self._levels = np.zeros((1, len(highest)), dtype=np.intp)
        self._sizes = np.array([len(base.rows)])
        self._tried: set[Node] = set()
        self._failures = self._pause = 0
        self._chosen = {} if len(base.rows) < _SMALL else _rarest(base, highest, limit)
        self._parts: dict[int, Tuples] = {}
        self._hits = dict.fromkeys(self._chosen, 1.0)

    def smallest(self, node: Node) -> Tuples:
        """The smallest table at hand that is at least as fine as `node`."""
        is_fine = (self._levels <= np.array(node)).all(axis=1)
        return self._tables[int(np.where(is_fine, self._sizes, _LARGEST).argmin())]

    def table(self, node: Node) -> Tuples:
        """The smallest table for `node`, rolled up now where that promises to pay.

        The node's neighbours are asked for next: a table one level below it in every column serves them all.
        """
        smallest = self.smallest(node)
        corner = tuple(max(level - 1, 0) for level in node)
        if len(smallest.rows) <= _SMALL or corner in self._tried or not any(corner):
            return smallest
        self._pause -= 1
        if self._pause > 0:
            return smallest
        self._tried.add(corner)
        finer = self.smallest(corner)  # what is fine enough for the node may be too coarse for its neighbours
        if finer.size_at(corner) * _WORTH > len(smallest.rows):
            self._failures += 1
            self._pause = 1 << self._failures  # where tables do not shrink, trying is given up step by step
            return smallest
        self._failures = 0
        rolled = finer.rolled_up(corner)
        self._tables.append(rolled)
        self._levels = np.vstack((self._levels, corner))
        self._sizes = np.append(self._sizes, len(rolled.rows))
        return rolled

    def parts(self, node: Node) -> Iterator[tuple[int, Tuples]]:
        """Parts that are whole at `node`, the one that refused most lately first, while they are worth a try."""
        worth = len(self.smallest(node).rows) / 2
        whole = [place for place in self._chosen if node[place] < self._highest[place] and self._hits[place] > 0.3]
        for place in sorted(whole, key=lambda place: (-self._hits[place], place))[:2]:
            if place not in self._parts:
                self._parts[place] = self._base.part(self._chosen[place].take(self._base.codes[place]))
            if len(self._parts[place].rows) <= worth:
                yield place, self._parts[place]

    def remember(self, place: int, *, hit: bool) -> None:
        """Whether the part of column `place` refused the node it was tried on."""
        self._hits[place] += 0.1 * (hit - self._hits[place])


def _rarest(base: Tuples, highest: Node, limit: int) -> dict[int, NDArray[np.bool_]]:
    """By place of the column, which of its values make up its part; none where that is not small enough."""
    chosen = {}
    for place, column in enumerate(base.columns):
        if highest[place] == 0 or highest[place] != column.height:
            continue
        groups = column.groups[column.height - 1]
        rows = np.bincount(groups, weights=column.rows)
        tuples = np.bincount(groups, weights=column.tuples)
        rarest = np.argsort(rows, kind="stable")
        # Enough rows to break the limit, and then some; few enough tuples to be worth it.
        enough = np.cumsum(rows[rarest]) >= 4 * limit
        enough &= np.cumsum(tuples[rarest]) >= len(base.rows) / 16
        upto = int(np.argmax(enough)) + 1
        if enough.any() and tuples[rarest[:upto]].sum() <= len(base.rows) / 2:
            is_rare = np.zeros(len(rows), dtype=np.bool_)
            is_rare[rarest[:upto]] = True
            chosen[place] = is_rare[groups]
    return chosen
