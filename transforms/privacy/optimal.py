"""The optimal node of a generalisation lattice: exact search by bounds, for monotone models."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.classes import Classes
from transforms.privacy.metric import Score, Scorer
from transforms.privacy.model import Model
from transforms.privacy.suppressed import Suppressed
from transforms.privacy.tuples import Node, Tuples


@dataclass(frozen=True)
class Optimum:
    """The best node, its score, and how much of the lattice was looked at; `node` is None when none is allowed."""

    node: Node | None
    score: Score
    nodes: int
    checked: int
    fewest_suppressed: int
    """Rows that the coarsest allowed node leaves to suppress: no other node leaves fewer."""


def optimal(tuples: Tuples, highest: Node, models: Sequence[Model], scorer: Scorer, limit: int) -> Optimum:
    """The node of least score that suppresses at most `limit` rows, among all up to `highest`.

    Exact: a node is left out only when a floor of its score is above the best score found (ties go to the node that
    comes first when levels are read as a number), or when a coarser node suppresses too much already, for then it
    does so too (Samarati 2001; the models are monotone). Cost: one pass over the tuples per node looked at, plus a
    few passes over the lattice's floors; the lattice has as many nodes as the product of the numbers of levels.
    """
    return _Search(tuples, highest, models, scorer, limit).run()


class _Search:
    def __init__(self, tuples: Tuples, highest: Node, models: Sequence[Model], scorer: Scorer, limit: int) -> None:
        self._tuples, self._models, self._scorer, self._limit = tuples, models, scorer, limit
        self._highest = highest
        self._shape = tuple(level + 1 for level in highest)
        self._nodes = math.prod(self._shape)
        self._floors = np.ascontiguousarray(scorer.floors(highest))
        self._flat = self._floors.reshape(self._nodes, -1)
        self._open = np.ones(self._shape, dtype=np.bool_)
        # A node that suppresses too much closes its down-set: the larger that is, the sooner nothing is left.
        self._finer = reduce(np.multiply.outer, [np.arange(1.0, size + 1) for size in self._shape]).reshape(-1)
        self._coarser = self._finer[::-1]  # the lattice is a box: its up-sets mirror its down-sets
        self._number = np.arange(self._nodes)
        self._best: tuple[Score, int] | None = None
        self._checked = 0
        self._fewest = 0

    def run(self) -> Optimum:
        if self._visit(self._highest):
            self._walk_down()
            while (node := self._next()) is not None:
                self._visit(node)
        if self._best is None:
            return Optimum(None, (), self._nodes, self._checked, self._fewest)
        score, number = self._best
        return Optimum(self._node(number), score, self._nodes, self._checked, self._fewest)

    def _walk_down(self) -> None:
        """A first good solution: from the top, always to the child with the lowest floor that is allowed."""
        node: Node | None = self._highest
        while node is not None:
            children = [(*node[:place], level - 1, *node[place + 1 :]) for place, level in enumerate(node) if level > 0]
            children.sort(key=lambda child: (tuple(self._floors[child]), child))
            node = next((child for child in children if self._open[child] and self._visit(child)), None)

    def _next(self) -> Node | None:
        candidates = self._open.reshape(-1) & self._may_be_better()
        if not candidates.any():
            return None
        # Floors that rise above a node when it is looked at make the middle of the lattice the best place to look.
        gain = np.minimum(self._finer, self._coarser) if self._scorer.needs_classes else self._finer
        return self._node(int(np.where(candidates, gain, -1.0).argmax()))

    def _may_be_better(self) -> NDArray[np.bool_]:
        if self._best is None:  # pragma: no cover - the top is visited first, and it is allowed
            return np.ones(self._nodes, dtype=np.bool_)
        score, number = self._best
        may: NDArray[np.bool_] = self._number < number
        for part in range(len(score) - 1, -1, -1):
            may = (self._flat[:, part] < score[part]) | ((self._flat[:, part] == score[part]) & may)
        return may

    def _visit(self, node: Node) -> bool:
        """Look at one node, close what it rules out; whether it is allowed."""
        self._checked += 1
        self._open[node] = False
        classes = self._tuples.classes(node, exact=self._scorer.needs_classes)
        kept, suppressed = self._split(classes)
        self._lift_above(node, classes)
        if node == self._highest:
            self._fewest = suppressed.total
        if suppressed.total > self._limit:
            self._open[_below(node)] = False
            return False
        score = self._scorer.score(node, suppressed, classes, kept)
        if not classes.exact and self._is_better(score, node):
            classes = self._tuples.classes(node, exact=True)
            kept, suppressed = self._split(classes)
            if suppressed.total > self._limit:
                self._open[_below(node)] = False
                return False
            score = self._scorer.score(node, suppressed, classes, kept)
        if self._is_better(score, node):
            self._best = (score, self._place(node))
        self._lift_below(node, suppressed)
        return True

    def _split(self, classes: Classes) -> tuple[NDArray[np.bool_], Suppressed]:
        kept = reduce(np.logical_and, [model.holds(classes) for model in self._models])
        lost = np.flatnonzero(~np.take(kept, classes.ids))
        rows = self._tuples.rows[lost]
        total = int(rows.sum())
        if total > self._limit:  # nothing more will be asked about these rows
            return kept, Suppressed((), rows, total)
        return kept, Suppressed([codes[lost] for codes in self._tuples.codes], rows, total)

    def _lift_below(self, node: Node, suppressed: Suppressed) -> None:
        floors = self._scorer.floors_below(node, suppressed)
        if floors is None:
            return
        old = self._floors[_below(node)]
        if floors.shape[-1] == 1:
            np.maximum(old, floors, out=old)
            return
        higher = np.zeros(old.shape[:-1], dtype=np.bool_)
        for part in range(floors.shape[-1] - 1, -1, -1):
            new, was = floors[..., part], old[..., part]
            higher = (new > was) | ((new == was) & higher)
        old[higher] = floors[higher]

    def _lift_above(self, node: Node, classes: Classes) -> None:
        floor = self._scorer.floor_above(classes) if self._scorer.needs_classes else None
        if floor is not None:
            above = self._floors[tuple(slice(level, None) for level in node)]
            np.maximum(above, floor, out=above)

    def _is_better(self, score: Score, node: Node) -> bool:
        return self._best is None or (score, self._place(node)) < self._best

    def _place(self, node: Node) -> int:
        return int(np.ravel_multi_index(node, self._shape))

    def _node(self, number: int) -> Node:
        return tuple(int(level) for level in np.unravel_index(number, self._shape))


def _below(node: Node) -> tuple[slice, ...]:
    return tuple(slice(0, level + 1) for level in node)
