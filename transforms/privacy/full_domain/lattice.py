"""The generalisation lattice: which nodes are still open, what none of them can score below, where to look next."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled
from transforms.privacy.counting.tuples import Node
from transforms.privacy.metrics.metric import Score

_FIRST_REACH, _LEAST_REACH, _MOST_REACH = 0.02, 0.0005, 0.6


class Lattice:
    """One entry per node, an axis per quasi-identifier, all below and including `highest`.

    A candidate is an open node whose floor is below the best score (or equal to it and earlier in the order of
    levels). The search is over when there is none.
    """

    def __init__(self, highest: Node, floors: NDArray[np.float64], *, counts: bool, middle: bool) -> None:
        self._shape = tuple(level + 1 for level in highest)
        self.nodes = math.prod(self._shape)
        self._floors = np.ascontiguousarray(floors)
        self._flat = self._floors.reshape(self.nodes, -1)
        self._open = np.ones(self._shape, dtype=np.bool_)
        self._worth_probing = np.ones(self._shape, dtype=np.bool_)
        self._number = np.arange(self.nodes)
        self._finer = reduce(np.multiply.outer, [np.arange(1.0, size + 1) for size in self._shape]).reshape(-1)
        # The lattice is a box: its up-sets mirror its down-sets.
        self._gain = np.minimum(self._finer, self._finer[::-1]) if middle else self._finer
        self._counts, self._middle = counts, middle
        self._reach = _FIRST_REACH

    def is_open(self, node: Node) -> bool:
        """Whether nothing has ruled the node out, and it has not been looked at."""
        return bool(self._open[node])

    def close(self, node: Node) -> None:
        """The node has been looked at."""
        self._open[node] = False

    def close_below(self, node: Node) -> None:
        """The node suppresses too much, hence so does all that is as fine or finer."""
        self._open[_below(node)] = False

    def allow_above(self, node: Node) -> None:
        """The node suppresses little enough, hence so does all that is coarser: nothing there can be closed by it."""
        self._worth_probing[_above(node)] = False

    def floor(self, node: Node) -> Score:
        """What no score of the node is below."""
        return tuple(float(part) for part in self._floors[node])

    def lift_below(self, node: Node, floors: NDArray[np.float64]) -> None:
        """Raise the floors of the node and all finer ones to `floors` where those are higher."""
        old = self._floors[_below(node)]
        if floors.shape[-1] == 1:
            np.maximum(old, floors, out=old)
            return
        higher = np.zeros(old.shape[:-1], dtype=np.bool_)
        for part in range(floors.shape[-1] - 1, -1, -1):
            new, was = floors[..., part], old[..., part]
            higher = (new > was) | ((new == was) & higher)
        old[higher] = floors[higher]

    def lift_above(self, node: Node, floor: float) -> None:
        """Raise the floors of the node and all coarser ones to `floor` where they are lower."""
        above = self._floors[_above(node)]
        np.maximum(above, floor, out=above)

    def is_candidate(self, node: Node, best: tuple[Score, int]) -> bool:
        """Whether the node may still beat `best`."""
        return (self.floor(node), self.place(node)) < best

    def bound(self, best: tuple[Score, int]) -> Score:
        """What no node that is left can score below: the least floor of the candidates, or the best score itself."""
        left = self._flat[self._open.reshape(-1) & self._may_beat(best)]
        least = tuple(float(part) for part in left[np.lexsort(left.T[::-1])[0]]) if len(left) else best[0]
        return min(least, best[0])

    def next(self, best: tuple[Score, int]) -> Node | None:
        """The node to look at: the one that closes most if it is refused. None when no candidate is left.

        It may be no candidate itself: a coarser node that is refused closes more. How far beyond the best score to
        look for one is learnt from how the last ones fared.
        """
        candidates = self._open.reshape(-1) & self._may_beat(best)
        if not candidates.any():
            return None
        if self._middle:
            return self._node(int(np.where(candidates, self._gain, -1.0).argmax()))
        gain = self._candidates_below(candidates) if self._counts else self._gain
        beyond = best[0][0] + self._reach * (float(self._flat[-1, 0]) - best[0][0])
        pool = candidates | ((self._open & self._worth_probing).reshape(-1) & (self._flat[:, 0] < beyond))
        while True:
            number = int(np.where(pool, gain, -1.0).argmax())
            node = self._node(number)
            if candidates[number] or candidates.reshape(self._shape)[_below(node)].any():
                return node
            pool[number] = False
            self._worth_probing[node] = False

    def in_order(self) -> Iterator[Node]:
        """All nodes by their floors as they are now, the lowest first; equal ones as levels are read as one."""
        parts = [self._flat[:, part] for part in range(self._flat.shape[1] - 1, -1, -1)]
        for number in np.lexsort(parts).tolist():
            yield self._node(number)

    def learn(self, *, was_refused: bool) -> None:
        """How a node that was no candidate fared: look further beyond the best score, or less far."""
        self._reach *= 1.5 if was_refused else 0.5
        self._reach = min(_MOST_REACH, max(_LEAST_REACH, self._reach))

    def place(self, node: Node) -> int:
        """The node's number when levels are read as one."""
        return int(np.ravel_multi_index(node, self._shape))

    def _node(self, number: int) -> Node:
        return tuple(int(level) for level in np.unravel_index(number, self._shape))

    def _may_beat(self, best: tuple[Score, int]) -> NDArray[np.bool_]:
        score, number = best
        may: NDArray[np.bool_] = self._number < number
        for part in range(len(score) - 1, -1, -1):
            may = (self._flat[:, part] < score[part]) | ((self._flat[:, part] == score[part]) & may)
        return may

    def _candidates_below(self, candidates: NDArray[np.bool_]) -> NDArray[np.int32]:
        counts = candidates.astype(np.int32)
        _sum_up(counts, np.array(self._shape))
        return counts


@compiled
def _sum_up(counts: NDArray[np.int32], shape: NDArray[np.intp]) -> None:
    """Running sums along every axis in turn: each entry becomes the sum of its down-set."""
    inner = len(counts)
    for size in shape:
        outer, inner = inner, inner // size
        for start in range(0, len(counts), outer):
            for place in range(start + inner, start + outer):
                counts[place] += counts[place - inner]


def _below(node: Node) -> tuple[slice, ...]:
    return tuple(slice(0, level + 1) for level in node)


def _above(node: Node) -> tuple[slice, ...]:
    return tuple(slice(level, None) for level in node)
