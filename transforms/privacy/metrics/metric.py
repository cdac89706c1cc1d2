"""What the search minimises: a measure of information loss, with bounds that hold for whole parts of the lattice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.counting.column import Column
from transforms.privacy.metrics.suppressed import Suppressed

Score = tuple[float, ...]
"""What nodes are compared by, component by component; smaller is better."""


class Scorer(Protocol):
    """A metric bound to one table. All bounds hold to the last bit of a float: the search relies on it for ties."""

    needs_classes: bool
    """Whether a score depends on the exact classes, and not only on levels and suppressed rows."""

    def floors(self, highest: tuple[int, ...]) -> NDArray[np.float64]:
        """Per node up to `highest` (one axis per column, then the components of a score) what no score is below."""
        ...

    def score(self, node: tuple[int, ...], suppressed: Suppressed, classes: Classes, kept: NDArray[np.bool_]) -> Score:
        """The score of `node` when `suppressed` are suppressed and the class ids `kept` are not.

        With a part of the suppressed tuples it is a lower bound of the score.
        """
        ...

    def floors_below(self, node: tuple[int, ...], suppressed: Suppressed) -> NDArray[np.float64] | None:
        """Floors of all nodes that are as fine as `node` or finer, which suppress at least what `node` does."""
        ...

    def floor_above(self, classes: Classes) -> float | None:
        """A floor for all nodes that are coarser than the one with these (exact) classes."""
        ...

    def loss(self, score: Score) -> float | tuple[float, ...]:
        """The score as it is published."""
        ...


class Metric(Protocol):
    """A measure of information loss; `on` binds it to a table."""

    @property
    def name(self) -> str:
        """As rules write it."""
        ...

    def on(self, columns: Sequence[Column], rows: int, tuples: int) -> Scorer:
        """Bind to a table with these columns, so many rows and so many distinct tuples."""
        ...
