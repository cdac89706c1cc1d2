"""t-closeness with hierarchical distances: values under one parent are near, others far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as column

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes, Spread
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.models.model import Model, Union

_ROUNDING = 1e-12  # a distance that equals t keeps the promise
_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class TClosenessHierarchical:
    """The earth mover's distance between q in the class and p in the whole table is at most t, where moving from one
    value to another costs (level of their lowest common ancestor) / (height of the tree) (Li, Li and
    Venkatasubramanian 2007, section 5.2).

    Computed by their closed form: every inner node moves the smaller of what its children have too much and too
    little. "Missing" is a value of its own, as far from all others as any, unless the hierarchy has a row for it.
    Guarantees and limits are those of `TCloseness`, in a distance that knows meaning: a class within one branch is
    told apart from one that is spread over all. Cost: one pass over classes times values.
    """

    t: float
    field: str
    whole: tuple[float, ...] = column(repr=False)
    """Share p of each value, that of "missing" last."""
    parents: tuple[NDArray[np.intp], ...] = column(repr=False, compare=False)
    """Per level above the leaves, the node that each node of the level below hangs under; leaves are the values in
    such an order that the children of a node are neighbours."""
    order: NDArray[np.intp] = column(repr=False, compare=False)
    """The values in that order."""
    union: Union = "both"

    @classmethod
    def of(
        cls, t: float, name: str, whole: tuple[float, ...], values: Sequence[str | None], hierarchy: Hierarchy
    ) -> TClosenessHierarchical:
        """With the tree of `values` (the last one None, for "missing"), all of which the hierarchy knows."""
        place = {leaf: number for number, leaf in enumerate(hierarchy.leaves.to_list())}
        codes = np.array([hierarchy.leaves.len() if value is None else place[value] for value in values], dtype=np.intp)
        nodes = [hierarchy.groups(level)[codes] for level in range(1, hierarchy.height + 1)]
        order = np.lexsort((codes, *nodes)).astype(np.intp)
        parents, below = [], np.arange(len(codes))
        for groups in nodes:
            ordered = groups[order]
            steps = np.concatenate((np.zeros(1, dtype=np.intp), np.cumsum(ordered[1:] != ordered[:-1])))
            first = np.unique(below, return_index=True)[1]
            parents.append(steps[first])
            below = steps
        return cls(t, name, whole, tuple(parents), order)

    def holds(self, classes: Classes) -> NDArray[np.bool_]:
        """Per class id whether it is close enough."""
        spread = classes.spread(self.field)
        held = np.zeros(classes.size, dtype=np.bool_)
        occurring = np.flatnonzero(spread.size > 0)
        step = max(1, _AT_ONCE // len(self.whole))
        for start in range(0, len(occurring), step):
            ids = occurring[start : start + step]
            held[ids] = self._distance(spread, ids) <= self.t + _ROUNDING
        return held

    def _distance(self, spread: Spread, ids: NDArray[np.intp]) -> NDArray[np.float64]:
        entries, values = spread.all, len(self.whole)
        low, high = np.searchsorted(entries.class_of, [ids[0], ids[-1] + 1])
        row = np.searchsorted(ids, entries.class_of[low:high])
        extra = np.zeros((len(ids), values))
        extra[row, entries.value_of[low:high]] = entries.rows[low:high] / spread.size[entries.class_of[low:high]]
        extra = (extra - np.array(self.whole))[:, self.order]
        distance = np.zeros(len(ids))
        for level, parent in enumerate(self.parents, start=1):
            first = np.flatnonzero(np.concatenate((np.ones(1, dtype=np.bool_), parent[1:] != parent[:-1])))
            much = np.add.reduceat(np.maximum(extra, 0.0), first, axis=1)
            little = np.add.reduceat(np.maximum(-extra, 0.0), first, axis=1)
            distance += np.minimum(much, little).sum(axis=1) * (level / len(self.parents))
            extra = much - little
        return distance

    def necessary(self) -> Sequence[Model]:
        """None."""
        return ()
