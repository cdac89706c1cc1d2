"""How a sensitive field is spread over classes: l, α, β, δ and t, each for the worst class."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled
from transforms.privacy.risk.wildcards import Cells

T = TypeVar("T", int, float)

_ROUNDING = 1e-9  # exp of an entropy that is exactly ln 3 may come out just below 3


@dataclass(frozen=True)
class Diversity:
    """The figures of `Measures` that need a sensitive field; None without one."""

    distinct_l: int | None = None
    entropy_l: int | None = None
    recursive_c: float | None = None
    alpha: float | None = None
    basic_beta: float | None = None
    enhanced_beta: float | None = None
    delta: float | None = None
    t_equal: float | None = None
    t_ordered: float | None = None


def diversity(
    cells: Cells,
    value_rows: NDArray[np.int64],
    is_missing: NDArray[np.bool_],
    *,
    is_ordered: bool,
    l: int | None = None,  # noqa: E741 - the model's own name
) -> Diversity:
    """The figures for `cells`, given per value its rows in the whole release and whether it stands for "missing".

    Missing is a value of its own for shares and distances; for distinct_l and recursive_c it is none, and ordered
    distance is taken over the known values. Values are numbered in their natural order. recursive_c is for the `l`
    given, or for distinct_l. Cost: a few passes over the cells, sorted once.
    """
    cells = _by_class_and_value(cells)
    p = value_rows / value_rows.sum()
    with np.errstate(divide="ignore"):  # a value that does not occur
        surprise = -np.log(p) + _ROUNDING
    distinct, entropy, alpha, gain, gains_too_much, most, least, t_equal = _worst(
        cells.class_of, cells.value_of, cells.rows, p, surprise, is_missing
    )
    is_known = ~is_missing[cells.value_of]
    class_of, value_of, rows = cells.class_of, cells.value_of, cells.rows.astype(np.float64)
    return Diversity(
        distinct_l=max(1, distinct),
        entropy_l=math.floor(math.exp(entropy) + _ROUNDING),
        recursive_c=_recursive_c(class_of[is_known], rows[is_known], max(1, distinct) if l is None else l),
        alpha=alpha,
        basic_beta=max(0.0, gain),
        enhanced_beta=None if gains_too_much else max(0.0, gain),
        delta=max(math.log(most), -math.log(least)),
        t_equal=t_equal,
        t_ordered=_ordered(class_of, value_of, rows, value_rows, is_missing) if is_ordered else None,
    )


def _by_class_and_value(cells: Cells) -> Cells:
    if _is_sorted(cells.class_of, cells.value_of):
        return cells
    order = np.lexsort((cells.value_of, cells.class_of))
    return Cells(cells.class_of[order], cells.value_of[order], cells.rows[order])


@compiled
def _is_sorted(class_of: NDArray[np.intp], value_of: NDArray[np.intp]) -> bool:
    for at in range(1, len(class_of)):
        if class_of[at] < class_of[at - 1] or (class_of[at] == class_of[at - 1] and value_of[at] < value_of[at - 1]):
            return False
    return True


@compiled
def _worst(
    class_of: NDArray[np.intp],
    value_of: NDArray[np.intp],
    rows: NDArray[np.int64],
    p: NDArray[np.float64],
    surprise: NDArray[np.float64],
    is_missing: NDArray[np.bool_],
) -> tuple[int, float, float, float, bool, float, float, float]:
    """Of all classes the fewest known values and the least entropy; the largest share, gain (and whether one is above
    its surprise), ratio q / p, smallest ratio, and largest distance. One pass over cells that stand class by class.
    """
    distinct, entropy, alpha, gain, gains_too_much = len(p), np.inf, 0.0, -np.inf, False
    most, least, farthest = 0.0, np.inf, 0.0
    start = 0
    while start < len(class_of):
        end, size = start, 0
        while end < len(class_of) and class_of[end] == class_of[start]:
            size += rows[end]
            end += 1
        known, bits, apart, held = 0, 0.0, 0.0, 0.0
        for at in range(start, end):
            value = value_of[at]
            share, whole = rows[at] / size, p[value]
            known += not is_missing[value]
            bits -= share * np.log(share) if share < 1.0 else 0.0
            apart += abs(share - whole)
            held += whole
            alpha, gain = max(alpha, share), max(gain, (share - whole) / whole)
            gains_too_much = gains_too_much or (share - whole) / whole > surprise[value]
            most, least = max(most, share / whole), min(least, share / whole)
        # Values that a class lacks add their whole p, which together is what its own values leave of 1.
        farthest = max(farthest, 0.5 * (apart + max(0.0, 1.0 - held)))
        distinct, entropy = min(distinct, known), min(entropy, bits)
        start = end
    return distinct, entropy, alpha, gain, gains_too_much, most, least, farthest


def diversity_of_parts(
    parts: Callable[[], Iterable[Cells]],
    value_rows: NDArray[np.int64],
    is_missing: NDArray[np.bool_],
    *,
    is_ordered: bool,
) -> Diversity:
    """The figures for all classes of `parts()` together, one part in memory at a time; it may be called twice.

    Each figure is that of the worst class, so the worst of the parts is the worst of all; only recursive_c is for the
    l of all classes, which is known after the first round.
    """
    found = [diversity(part, value_rows, is_missing, is_ordered=is_ordered) for part in parts()]
    l = min(_known(part.distinct_l for part in found))  # noqa: E741
    if any(part.distinct_l != l for part in found) and l > 1:
        found = [diversity(part, value_rows, is_missing, is_ordered=is_ordered, l=l) for part in parts()]
    return Diversity(
        distinct_l=l,
        entropy_l=min(_known(part.entropy_l for part in found)),
        recursive_c=max(_known(part.recursive_c for part in found)) if l > 1 else None,
        alpha=max(_known(part.alpha for part in found)),
        basic_beta=max(_known(part.basic_beta for part in found)),
        enhanced_beta=_unless_none([part.enhanced_beta for part in found]),
        delta=max(_known(part.delta for part in found)),
        t_equal=max(_known(part.t_equal for part in found)),
        t_ordered=max(_known(part.t_ordered for part in found)) if is_ordered else None,
    )


def _known(figures: Iterable[T | None]) -> list[T]:
    return [figure for figure in figures if figure is not None]


def _unless_none(figures: list[float | None]) -> float | None:
    known = _known(figures)
    return max(known) if len(known) == len(figures) else None


def _recursive_c(class_of: NDArray[np.intp], rows: NDArray[np.float64], l: int) -> float | None:  # noqa: E741
    if l < 2:
        return None
    order = np.lexsort((-rows, class_of))
    class_of, rows = class_of[order], rows[order]
    first = np.flatnonzero(np.concatenate((np.ones(1, dtype=np.bool_), class_of[1:] != class_of[:-1])))
    rank = np.arange(len(rows)) - np.repeat(first, np.diff(first, append=len(rows)))
    rest = np.add.reduceat(np.where(rank >= l - 1, rows, 0.0), first)
    return float((rows[first] / rest).max())


def _ordered(
    class_of: NDArray[np.intp],
    value_of: NDArray[np.intp],
    rows: NDArray[np.float64],
    value_rows: NDArray[np.int64],
    is_missing: NDArray[np.bool_],
) -> float:
    """The largest ordered distance of a class: sum over the values in order of |Q - P| / (m - 1), both cumulated."""
    place = np.cumsum(~is_missing) - 1
    known = ~is_missing[value_of]
    class_of, at, rows = class_of[known], place[value_of[known]], rows[known]
    p = value_rows[~is_missing] / max(1, value_rows[~is_missing].sum())
    m = len(p)
    if m < 2 or not len(rows):
        return 0.0
    size = np.bincount(class_of, weights=rows)
    cumulated = np.cumsum(p)
    # Between two values that a class holds its Q stays level while P grows: there the sum of |Q - P| is a piece of
    # an area, found from sums of P before and after the place where P passes Q.
    area = np.concatenate((np.zeros(1), np.cumsum(cumulated)))
    is_first = np.concatenate((np.ones(1, dtype=np.bool_), class_of[1:] != class_of[:-1]))
    first = np.flatnonzero(is_first)
    running = np.cumsum(rows)
    before = np.repeat(running[first] - rows[first], np.diff(first, append=len(rows)))
    level = (running - before) / size[class_of]
    until = np.where(np.append(is_first[1:], True), m, np.append(at[1:], m))
    crossing = np.clip(np.searchsorted(cumulated, level, side="left"), at, until)
    below = level * (crossing - at) - (area[crossing] - area[at])
    above = (area[until] - area[crossing]) - level * (until - crossing)
    leading = np.bincount(class_of, weights=np.where(is_first, area[at], 0.0))
    distance = np.bincount(class_of, weights=below + above) + leading
    return float(distance.max() / (m - 1))
