"""The tables a search has at hand: coarser ones to count from, and small parts to refuse a node by."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from transforms.privacy.tuples import Node, Tuples

_SMALL = 4096
"""Below so many tuples a count costs less than finding something smaller to count."""

_WORTH = 4
"""A rolled-up table is kept when it is at least so many times smaller than what it came from."""


class AtHand:
    """One base table, the coarser tables rolled up from it so far, and for each column a part of the base.

    The part of a column holds all tuples of its rarest groups at the level below the top: whole classes of every
    node that has the column below its top. What such a node suppresses in the part, it suppresses in all.
    """

    def __init__(self, base: Tuples, highest: Node, limit: int) -> None:
        self._base, self._highest = base, highest
        self._rolled: list[tuple[Node, Tuples]] = [(tuple([0] * len(highest)), base)]
        self._tried: set[Node] = set()
        self._parts = {} if len(base.rows) < _SMALL else _parts(base, highest, limit)
        self._hits = dict.fromkeys(self._parts, 1.0)

    def table(self, node: Node) -> Tuples:
        """The smallest table at hand that is at least as fine as `node`."""
        finer = [(len(table.rows), place) for place, (at, table) in enumerate(self._rolled) if _is_below(at, node)]
        size, place = min(finer)
        if size <= _SMALL:
            return self._rolled[place][1]
        # The node's neighbours are asked for next: a table one level below it in every column serves them all.
        corner = tuple(max(level - 1, 0) for level in node)
        if corner in self._tried or not any(corner):
            return self._rolled[place][1]
        self._tried.add(corner)
        most = math.prod(column.sizes[level] for column, level in zip(self._base.columns, corner, strict=True))
        if most * _WORTH > size:
            return self._rolled[place][1]
        self._rolled.append((corner, self._rolled[place][1].rolled_up(corner)))
        return self._rolled[-1][1]

    def parts(self, node: Node) -> Iterator[tuple[int, Tuples]]:
        """Parts that are whole at `node`, the one that refused most lately first, while they are worth a try."""
        whole = [place for place in self._parts if node[place] < self._highest[place]]
        for place in sorted(whole, key=lambda place: (-self._hits[place], place))[:2]:
            if self._hits[place] > 0.3:
                yield place, self._parts[place]

    def remember(self, place: int, *, hit: bool) -> None:
        """Whether the part of column `place` refused the node it was tried on."""
        self._hits[place] += 0.1 * (hit - self._hits[place])


def _parts(base: Tuples, highest: Node, limit: int) -> dict[int, Tuples]:
    parts = {}
    for place, (column, codes) in enumerate(zip(base.columns, base.codes, strict=True)):
        if highest[place] == 0 or highest[place] != column.height:
            continue
        groups = column.groups[column.height - 1]
        rows = np.bincount(groups, weights=column.rows)
        tuples = np.bincount(groups[codes])
        rarest = np.argsort(rows, kind="stable")
        # Enough rows to break the limit, and then some; few enough tuples to be worth it.
        enough = np.cumsum(rows[rarest]) >= 4 * limit
        enough &= np.cumsum(tuples[rarest]) >= len(codes) / 16
        upto = int(np.argmax(enough)) + 1
        if tuples[rarest[:upto]].sum() <= len(codes) / 2:
            chosen = np.zeros(len(rows), dtype=np.bool_)
            chosen[rarest[:upto]] = True
            parts[place] = base.part(chosen[groups[codes]])
    return parts


def _is_below(one: Node, other: Node) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))
