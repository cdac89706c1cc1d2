"""The cheapest set of cells for one row: what it has to hide to be compatible with k rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled

EXACT_FIELDS = 12
"""Up to so many fields all their sets are compared; beyond, the nearest rows are taken one after the other."""


@compiled
def sums_over_sets(each: NDArray[np.int64]) -> NDArray[np.int64]:
    """Per set of fields (as bits) the sum of `each` over its fields."""
    sums = np.zeros(1 << len(each), dtype=np.int64)
    for field in range(len(each)):
        bit = 1 << field
        for part in range(bit):
            sums[bit + part] = sums[part] + each[field]
    return sums


@compiled
def fewest_cells(
    found: NDArray[np.int64],
    weight: NDArray[np.int64],
    is_short: NDArray[np.bool_],
    missing: int,
    cost: NDArray[np.int64],
    rank: NDArray[np.int64],
) -> tuple[int, int, int]:
    """The set of fields to hide, its cost, and how many other short rows it brings company.

    `found` says per row where it differs; hiding a set of fields gains all rows that differ within it. `missing` is
    the weight to gain. Of equal costs the set that helps most short rows, then the one of least rank, then the first.
    """
    if len(cost) <= EXACT_FIELDS:
        return _of_all_sets(found, weight, is_short, missing, cost, rank)
    return _of_nearest_rows(found, weight, is_short, missing, cost, rank)


@compiled
def _of_all_sets(
    found: NDArray[np.int64],
    weight: NDArray[np.int64],
    is_short: NDArray[np.bool_],
    missing: int,
    cost: NDArray[np.int64],
    rank: NDArray[np.int64],
) -> tuple[int, int, int]:
    """Exact: the rows gained by every set, from those gained by its parts (sums over subsets, field by field)."""
    sets = 1 << len(cost)
    gained, helped = np.zeros(sets, dtype=np.int64), np.zeros(sets, dtype=np.int64)
    for row in range(len(found)):
        gained[found[row]] += weight[row]
        helped[found[row]] += is_short[row]
    gained[0] = helped[0] = 0  # rows that are compatible already
    for field in range(len(cost)):
        bit = 1 << field
        for one in range(sets):
            if one & bit:
                gained[one] += gained[one ^ bit]
                helped[one] += helped[one ^ bit]
    prices, ranks = sums_over_sets(cost), sums_over_sets(rank)
    best = sets - 1
    for one in range(1, sets):
        if gained[one] < missing or prices[one] > prices[best]:
            continue
        is_same = prices[one] == prices[best] and helped[one] == helped[best]
        if prices[one] < prices[best] or helped[one] > helped[best] or (is_same and ranks[one] < ranks[best]):
            best = one
    return best, prices[best], helped[best]


@compiled
def _of_nearest_rows(
    found: NDArray[np.int64],
    weight: NDArray[np.int64],
    is_short: NDArray[np.bool_],
    missing: int,
    cost: NDArray[np.int64],
    rank: NDArray[np.int64],
) -> tuple[int, int, int]:
    """Not exact: hide where the nearest row differs, then where the next nearest still does, until it is enough."""
    hidden = gained = 0
    while gained < missing:
        nearest, least, least_rank = 0, -1, 0
        for row in range(len(found)):
            more = found[row] & ~hidden
            if more == 0:
                continue
            extra = extra_rank = 0
            for field in range(len(cost)):
                if more >> field & 1:
                    extra += int(cost[field])
                    extra_rank += int(rank[field])
            if least < 0 or extra < least or (extra == least and extra_rank < least_rank):
                nearest, least, least_rank = more, extra, extra_rank
        hidden |= nearest
        gained = _gained(found, weight, hidden)
    price = helped = 0
    for field in range(len(cost)):  # a field that was needed on the way can be shown if it is not needed in the end
        bit = 1 << field
        if hidden & bit and _gained(found, weight, hidden ^ bit) >= missing:
            hidden ^= bit
        elif hidden & bit:
            price += int(cost[field])
    for row in range(len(found)):
        helped += is_short[row] and found[row] != 0 and not found[row] & ~hidden
    return hidden, price, helped


@compiled
def _gained(found: NDArray[np.int64], weight: NDArray[np.int64], hidden: int) -> int:
    gained = 0
    for row in range(len(found)):
        if found[row] and not found[row] & ~hidden:
            gained += int(weight[row])
    return gained
