"""The classes of a release whose rows stand at different levels: rows that show the same labels are one class."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.counting.grouping import numbered
from transforms.privacy.counting.packing import Packing
from transforms.privacy.counting.tuples import Tuples
from transforms.privacy.hierarchies.hierarchy import Hierarchy


def released_classes(tuples: Tuples, hierarchies: Mapping[str, Hierarchy], levels: NDArray[np.int16]) -> Classes:
    """The classes that a reader of the release sees, `levels` per tuple and column.

    Labels are compared as text, whatever level they come from: where a hierarchy uses one text at two levels, classes
    that were split apart are one again, and it is that one which has to keep the promise.
    """
    numbers: dict[str, NDArray[np.int64]] = {}
    sizes: dict[str, int] = {}
    for place, column in enumerate(tuples.columns):
        hierarchy = hierarchies[column.name]
        known: dict[str | None, int] = {}
        texts = np.array(
            [
                [known.setdefault(label, len(known)) for label in hierarchy.labels(level)]
                for level in range(hierarchy.height + 1)
            ],
            dtype=np.int64,
        )
        of_value = texts[:, column.labels[0]]  # leaf codes are the hierarchy's group numbers at level 0
        numbers[column.name] = of_value[levels[:, place], tuples.codes[place]]
        sizes[column.name] = len(known)
    packing = Packing.of(sizes)
    ids, size = np.zeros(len(tuples.rows), dtype=np.intp), min(1, len(tuples.rows))
    for word in packing.keys([numbers[name] for name in packing.columns]):
        of_word, words = numbered(word)
        ids, size = numbered(ids * words + of_word)
    return Classes(ids, size, tuples.weights, tuples.sensitive)
