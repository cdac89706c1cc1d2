"""What it costs to take out a cell of each quasi-identifier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schemas.errors import StadtlandError

_MOST_FIELDS = 40  # a set of fields is the bits of one whole number, and costs may double with each field


@dataclass(frozen=True)
class Costs:
    """Per quasi-identifier, whole numbers: of two sets of cells the one with less `cost` goes, then less `rank`."""

    cost: NDArray[np.int64]
    rank: NDArray[np.int64]


def costs(quasi: Sequence[str], distinct: Sequence[int], importance: Sequence[str] | None) -> Costs:
    """Without `importance` every cell costs 1, and of equal choices the field with most distinct values gives way.

    That is sdcMicro's default order (Templ, Kowarik and Meindl 2015, section on local suppression). `importance`
    names fields from the most important on; fields it leaves out cost 1, and each one named costs one more than all
    that come after it together: a row gives up a field only where giving up all less important ones does not help.

    Errors: `suppression-importance-refused`.
    """
    named = list(importance or ())
    if len(set(named)) < len(named) or not set(named) <= set(quasi):
        raise StadtlandError("suppression-importance-refused", fields=", ".join(named), quasi=", ".join(quasi))
    if len(quasi) > _MOST_FIELDS:
        raise StadtlandError("suppression-too-many-fields", fields=len(quasi), most=_MOST_FIELDS)
    by_name = dict.fromkeys(quasi, 1)
    total = len(quasi) - len(named)
    for name in reversed(named):
        by_name[name] = total + 1
        total += by_name[name]
    order = np.lexsort((np.arange(len(quasi)), -np.asarray(distinct)))
    rank = np.empty(len(quasi), dtype=np.int64)
    rank[order] = np.arange(len(quasi))
    return Costs(np.array([by_name[name] for name in quasi], dtype=np.int64), rank)
