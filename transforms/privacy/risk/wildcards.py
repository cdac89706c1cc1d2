"""Classes under wildcards: a missing or starred quasi-identifier matches every value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_CELLS_AT_ONCE = 1 << 23


@dataclass(frozen=True)
class Cells:
    """One entry per class and sensitive value that occur together, with the rows behind it."""

    class_of: NDArray[np.intp]
    value_of: NDArray[np.intp]
    rows: NDArray[np.int64]


@dataclass(frozen=True)
class Wildcards:
    """For each class, all rows compatible with it: equal wherever neither of the two has a wildcard.

    Classes overlap then: {a, *} and {*, b} match each other and {a, b}. These are the frequency counts of sdcMicro
    (Templ et al. 2015, section 3.1). Value numbers count from 0 within each quasi-identifier, -1 is a wildcard.

    Classes go down the fields together, those with the fewest wildcards first: at each field the compatible classes
    are narrowed to those with the same value or a wildcard. Without wildcards nearby that is one path per class. Cost
    with n classes, f fields and p patterns of wildcards: at most about n * f * p, and n * f where few classes have a
    wildcard; memory n * f.
    """

    codes: NDArray[np.int64]
    """One row per quasi-identifier, one column per class."""
    sizes: NDArray[np.int64]
    """How many values each quasi-identifier has."""

    @classmethod
    def of(cls, values: Sequence[NDArray[np.intp]], is_wild: Sequence[NDArray[np.bool_]]) -> Wildcards:
        """Given per quasi-identifier the value number and whether it is a wildcard, by class."""
        codes = np.array([np.where(wild, -1, codes) for codes, wild in zip(values, is_wild, strict=True)], np.int64)
        sizes = np.array([int(found.max(initial=-1)) + 1 for found in codes], dtype=np.int64)
        return cls(codes, sizes)

    @property
    def are_there(self) -> bool:
        """Whether any class has a wildcard."""
        return bool((self.codes < 0).any())

    def sums(
        self,
        rows: NDArray[np.int64],
        weights: NDArray[np.float64] | None = None,
        *,
        among: Wildcards | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Per class the rows, and the weights, of every compatible class: of these, or of those of another table."""
        from transforms.privacy.risk import compatible  # compiled code takes long to import; only wildcards need it

        offers = self if among is None else among
        fields, order = self._order(offers)
        given = np.zeros(len(rows)) if weights is None else weights
        found = compatible.sums(
            np.ascontiguousarray(self.codes[fields][:, order]),
            np.ascontiguousarray(offers.codes[fields]),
            np.maximum(self.sizes, offers.sizes)[fields],
            rows.astype(np.int64),
            given.astype(np.float64),
        )
        back = np.argsort(order)
        return found[0][back], found[1][back]

    def cells(self, own: Cells, values: int, *, at_once: int = _CELLS_AT_ONCE) -> Iterator[Cells]:
        """The cells of every class with the rows of all compatible classes, some classes at a time.

        The classes of one part are numbered from 0; each class is in one part, which has no more than about `at_once`
        cells. `own` are the cells of the classes themselves.
        """
        from transforms.privacy.risk import compatible  # compiled code takes long to import; only wildcards need it

        fields, order = self._order(self)
        by_class = np.lexsort((own.value_of, own.class_of))
        first = np.searchsorted(own.class_of[by_class], np.arange(self.codes.shape[1] + 1))
        step = max(1, at_once // max(1, values))
        for start in range(0, len(order), step):
            found = compatible.cells(
                np.ascontiguousarray(self.codes[fields][:, order[start : start + step]]),
                np.ascontiguousarray(self.codes[fields]),
                self.sizes[fields],
                first.astype(np.int64),
                own.value_of[by_class].astype(np.int64),
                own.rows[by_class].astype(np.int64),
                values,
            )
            yield Cells(*found)

    def _order(self, offers: Wildcards) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The fields, those with the fewest wildcards first; the classes in the order of their codes in these."""
        wild = (self.codes < 0).sum(axis=1) + (offers.codes < 0).sum(axis=1)
        fields = np.lexsort((-self.sizes, wild))
        return fields, np.lexsort(self.codes[fields][::-1])
