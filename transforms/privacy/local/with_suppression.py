"""Local recoding that may leave out some rows, where that helps the others more than it costs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.counting.tuples import Tuples
from transforms.privacy.models.promise import Promise

Levels = NDArray[np.int16]
_SHARES = (1, 2, 4, 8, 16)
"""Of the limit all, a half … of the rows are tried: what losing rows gains is found by trying."""


@dataclass(frozen=True)
class Recoded:
    """One recoding of all tuples: '*' in every column where a tuple is suppressed."""

    levels: Levels
    is_suppressed: NDArray[np.bool_]
    loss: float | tuple[float, ...]
    cost: NDArray[np.float64]
    """Per tuple what its labels lose, 0 to 1 in each column, added up."""
    classes: NDArray[np.intp]
    """Per tuple the number of its released class."""


def with_suppression(
    tuples: Tuples,
    top: NDArray[np.int64],
    promise: Promise,
    limit: int | None,
    recode: Callable[[NDArray[np.bool_]], Recoded],
) -> Recoded:
    """The best of a few recodings that suppress at most `limit` rows; `recode` makes one for given suppressed tuples.
    None is no limit asked for: nothing is suppressed.

    A class of the coarsest node `top` that breaks the promise is suppressed whole, as in full-domain recoding. Beyond
    that whole classes are tried, those whose labels lose most first: they are what keeps others coarse. Without a
    gain nothing more is suppressed, so the loss is never above that of suppressing what must be. Ties go to fewer
    rows. Errors: `coarsest-breaks-promise`, and with a limit `suppression-limit-infeasible`.
    """
    must = _broken(tuples, top, promise, np.zeros(len(tuples.rows), dtype=np.bool_))
    broken, rows = int(tuples.rows[must].sum()), int(tuples.rows.sum())
    if broken > (limit or 0):
        if limit is None:
            raise StadtlandError("coarsest-breaks-promise", broken=broken, rows=rows)
        raise StadtlandError(
            "suppression-limit-infeasible",
            limit_rows=limit,
            rows=rows,
            smallest_rows=broken,
            smallest_share=math.ceil(broken / rows * 1e6) / 1e6,
        )
    first = best = recode(must)
    for more in _candidates(tuples, first, limit - broken) if limit else ():
        chosen = must | more
        chosen |= _broken(tuples, top, promise, chosen)
        if int(tuples.rows[chosen].sum()) <= (limit or 0):
            tried = recode(chosen)
            best = tried if tried.loss < best.loss else best  # type: ignore[operator] # both as one metric has them
    return best


def _broken(tuples: Tuples, top: NDArray[np.int64], promise: Promise, gone: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The tuples of coarsest classes that do not keep the promise once those that are `gone` have left them."""
    broken = np.zeros(len(tuples.rows), dtype=np.bool_)
    if gone.all():
        return broken
    left = tuples.part(~gone) if gone.any() else tuples
    coarsest = left.classes(tuple(top.tolist()))
    broken[~gone] = ~promise.kept(coarsest)[coarsest.ids]
    return broken


def _candidates(tuples: Tuples, first: Recoded, budget: int) -> Iterator[NDArray[np.bool_]]:
    """Sets of whole released classes, most costly first, ever smaller; each set once."""
    stays = np.flatnonzero(~first.is_suppressed & (first.cost > 0))
    if not len(stays):
        return
    number = int(first.classes.max()) + 1
    rows = np.bincount(first.classes[stays], weights=tuples.rows[stays], minlength=number)
    cost = np.zeros(number)
    cost[first.classes[stays]] = first.cost[stays]  # tuples of one class show the same labels
    occurring = np.flatnonzero(rows)
    order = occurring[np.lexsort((occurring, rows[occurring], -cost[occurring]))]
    tried: set[bytes] = set()
    for share in _SHARES:
        room, taken = budget // share, np.zeros(number, dtype=np.bool_)
        for one in order[rows[order] <= room]:
            if rows[one] <= room:
                taken[one] = True
                room -= int(rows[one])
        chosen = np.zeros(len(tuples.rows), dtype=np.bool_)
        chosen[stays] = taken[first.classes[stays]]
        if chosen.any() and (key := chosen.tobytes()) not in tried:
            tried.add(key)
            yield chosen
