"""The optimal node of a generalisation lattice: exact search by bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.counting.tuples import Node, Tuples
from transforms.privacy.full_domain.at_hand import AtHand
from transforms.privacy.full_domain.lattice import Lattice
from transforms.privacy.full_domain.starred import starred
from transforms.privacy.metrics.metric import Score, Scorer
from transforms.privacy.metrics.suppressed import Suppressed
from transforms.privacy.models.promise import Promise

_NO_ROWS = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Optimum:
    """The best node, its score, and how much of the lattice was looked at; `node` is None when none is allowed."""

    node: Node | None
    score: Score
    bound: Score
    """No allowed node scores less; the score itself when the search came to its end."""
    nodes: int
    checked: int
    table: Tuples
    """The smallest table at hand that is at least as fine as the node: enough to say which classes it keeps."""


def optimal(
    tuples: Tuples,
    highest: Node,
    promise: Promise,
    scorer: Scorer,
    limit: int,
    is_out_of_time: Callable[[], bool] | None = None,
) -> Optimum:
    """The node of least score that suppresses at most `limit` rows, among all up to `highest`.

    Exact: a node is left out only when a floor of its score is above the best score found (ties go to the node that
    comes first when levels are read as a number), or when a coarser node suppresses too much already and the models
    say that it then does so too (Samarati 2001). Where they do not, nodes are looked at in the order of their floors,
    and left out only by floors and by what the models' necessary conditions alone suppress. Cost: one pass over the
    tuples per node looked at, plus a few passes over the lattice's floors; the lattice has as many nodes as the
    product of the numbers of levels.

    `is_out_of_time` is asked before each node. From its first yes on, the search ends as soon as an allowed node is
    known, with the least floor of the nodes that may still beat it as the bound; the coarsest node, which is allowed
    more often than any other, is the first one looked at.
    """
    return _Search(tuples, highest, promise, scorer, limit, is_out_of_time).run()


class _Search:
    def __init__(
        self,
        tuples: Tuples,
        highest: Node,
        promise: Promise,
        scorer: Scorer,
        limit: int,
        is_out_of_time: Callable[[], bool] | None,
    ) -> None:
        self._is_out_of_time = is_out_of_time
        self._at_hand = AtHand(tuples, highest, limit)
        self._promise, self._scorer, self._limit = promise, scorer, limit
        self._closes_finer = promise.closes_finer(limit)
        self._highest = highest
        floors = scorer.floors(highest)
        # Counting what a refusal would close costs a few passes over the lattice: worth it when nodes cost more.
        counts = len(tuples.rows) > floors.size
        self._lattice = Lattice(highest, floors, counts=counts, middle=scorer.needs_classes)
        self._best: tuple[Score, int] | None = None
        self._best_node: Node | None = None
        self._checked = 0

    def run(self) -> Optimum:
        top_is_allowed = self._visit(self._highest)
        if self._closes_finer:
            if top_is_allowed:
                self._walk_down()
                self._visit_what_closes_most()
        else:
            if top_is_allowed and self._is_out_of_time is not None:
                self._walk_down()
            self._visit_in_order()
        table = self._at_hand.smallest(self._best_node or self._highest)
        if self._best is None:
            return Optimum(None, (), (), self._lattice.nodes, self._checked, table)
        score, bound = self._best[0], self._lattice.bound(self._best)
        return Optimum(self._best_node, score, bound, self._lattice.nodes, self._checked, table)

    def _is_over(self) -> bool:
        """Whether the best known has to do."""
        return self._best is not None and self._is_out_of_time is not None and self._is_out_of_time()

    def _visit_what_closes_most(self) -> None:
        """Nodes that may be the best, and coarser ones that would rule many out."""
        while self._best is not None and not self._is_over() and (node := self._lattice.next(self._best)) is not None:
            was_candidate = self._lattice.is_candidate(node, self._best)
            is_allowed = self._visit(node)
            if not was_candidate:
                self._lattice.learn(was_refused=not is_allowed)

    def _visit_in_order(self) -> None:
        """Every node that may be the best, the one with the lowest floor first."""
        for node in self._lattice.in_order():
            if self._is_over():
                return
            if self._lattice.is_open(node) and (self._best is None or self._lattice.is_candidate(node, self._best)):
                self._visit(node)

    def _walk_down(self) -> None:
        """A first good solution: from the top, always to the child with the lowest floor that is allowed."""
        node: Node | None = self._highest
        while node is not None:
            children = [(*node[:place], level - 1, *node[place + 1 :]) for place, level in enumerate(node) if level > 0]
            children.sort(key=lambda child: (self._lattice.floor(child), child))
            node = None
            for child in children:
                if self._is_over():
                    return
                if self._lattice.is_open(child) and self._visit(child):
                    node = child
                    break

    def _visit(self, node: Node) -> bool:
        """Look at one node, close what it rules out; whether it is allowed."""
        self._checked += 1
        self._lattice.close(node)
        if self._is_refused_by_a_part(node):
            self._lattice.close_below(node)
            return False
        table = self._at_hand.table(node)
        classes = table.classes(node)
        if self._promise.is_void(classes):
            self._lattice.close_below(node)
            return False
        if self._is_refused_by_what_is_necessary(node, table, classes):
            return False
        kept, suppressed = self._split(table, classes, self._promise.kept(classes))
        is_to_be_released = self._promise.must_release and 0 < suppressed.total <= self._limit
        if is_to_be_released and not self._may_star(table, classes, kept):
            return False  # says nothing of other nodes: they suppress other rows
        if self._scorer.needs_classes and (floor := self._scorer.floor_above(classes)) is not None:
            self._lattice.lift_above(node, floor)
        score = self._score(node, suppressed, classes, kept)
        if score is None:
            if self._closes_finer:
                self._lattice.close_below(node)
            return False
        if self._is_better(score, node):
            self._best, self._best_node = (score, self._lattice.place(node)), node
        if self._promise.suppresses_finer:
            self._lift_finer(node, suppressed)
        self._lattice.allow_above(node)
        return True

    def _may_star(self, table: Tuples, classes: Classes, kept: NDArray[np.bool_]) -> bool:
        released = int(np.count_nonzero(kept & (classes.rows > 0)))
        return self._promise.lets_star(starred(table, classes, kept), released)

    def _is_refused_by_what_is_necessary(self, node: Node, table: Tuples, classes: Classes) -> bool:
        """Whether rows that break a necessary model, here and in all finer nodes, are too many or cost too much."""
        if self._promise.suppresses_finer or not self._promise.necessary:
            return False
        _, suppressed = self._split(table, classes, self._promise.keeps_necessarily(classes))
        if suppressed.total > self._limit:
            self._lattice.close_below(node)
            return True
        self._lift_finer(node, suppressed)
        # A node that is refused for its score says nothing about coarser ones, nor about what else it suppresses.
        return not self._closes_finer and self._best is not None and not self._lattice.is_candidate(node, self._best)

    def _lift_finer(self, node: Node, suppressed: Suppressed) -> None:
        if (floors := self._scorer.floors_below(node, suppressed)) is not None:
            self._lattice.lift_below(node, floors)

    def _is_refused_by_a_part(self, node: Node) -> bool:
        for place, part in self._at_hand.parts(node) if self._promise.necessary else ():
            classes = part.classes(node)
            _, suppressed = self._split(part, classes, self._promise.keeps_necessarily(classes))
            is_refused = suppressed.total > self._limit
            self._at_hand.remember(place, hit=is_refused)
            if is_refused:
                return True
        return False

    def _split(self, table: Tuples, classes: Classes, kept: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], Suppressed]:
        """Which class ids are kept, and the tuples of those that are not."""
        total = int(classes.rows[~kept].sum())
        if total > self._limit or not total:  # nothing more will be asked about these rows
            return kept, Suppressed((), _NO_ROWS, total)
        lost = np.flatnonzero(~kept.take(classes.ids))
        return kept, Suppressed([codes[lost] for codes in table.codes], table.rows[lost], total)

    def _score(self, node: Node, suppressed: Suppressed, classes: Classes, kept: NDArray[np.bool_]) -> Score | None:
        """The score of the node; None when it suppresses too much."""
        return self._scorer.score(node, suppressed, classes, kept) if suppressed.total <= self._limit else None

    def _is_better(self, score: Score, node: Node) -> bool:
        return self._best is None or (score, self._lattice.place(node)) < self._best
