"""Cells to hide so that every row, as released, fits k of the original rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled
from transforms.privacy.risk.wildcards import Wildcards
from transforms.privacy.suppression.compatible import differences
from transforms.privacy.suppression.costs import Costs
from transforms.privacy.suppression.fewest_cells import fewest_cells, sums_over_sets

_PAIRS = 100_000_000
"""While there are more comparisons of classes than these, sets of fields are tried for all; the rest one by one."""
_SETS = 4096


def match_original(
    codes: NDArray[np.int32],
    hidden: NDArray[np.int64],
    rows: NDArray[np.int64],
    at_risk: NDArray[np.int64],
    k: int,
    costs: Costs,
) -> NDArray[np.int64]:
    """Per class of `at_risk` the fields that its rows hide, as bits; one column of `codes` per class of `rows` rows.

    A row's need depends on the original rows only, not on what others hide: each row takes the cheapest set of
    fields without which it fits k of them, and no smaller sum of costs exists (up to 12 fields; beyond, where many
    classes rule out comparing each, sets of many fields are found by nearest rows).
    """
    found = _set_by_set(codes, rows, at_risk, k, costs)
    left = np.flatnonzero(found == 0)
    found[left] = _one_by_one(codes, hidden, rows, at_risk[left], k, costs.cost, costs.rank)
    return found


@compiled
def _one_by_one(
    codes: NDArray[np.int32],
    hidden: NDArray[np.int64],
    rows: NDArray[np.int64],
    at_risk: NDArray[np.int64],
    k: int,
    cost: NDArray[np.int64],
    rank: NDArray[np.int64],
) -> NDArray[np.int64]:
    found = np.empty(codes.shape[1], dtype=np.int64)
    nobody = np.zeros(codes.shape[1], dtype=np.bool_)
    chosen = np.zeros(len(at_risk), dtype=np.int64)
    for place, mine in enumerate(at_risk):
        differences(codes, hidden, mine, found)
        have = np.int64(0)
        for row in range(len(found)):
            if found[row] == 0:
                have += rows[row]
        chosen[place] = fewest_cells(found, rows, nobody, k - int(have), cost, rank)[0]
    return chosen


def _set_by_set(
    codes: NDArray[np.int32],
    rows: NDArray[np.int64],
    at_risk: NDArray[np.int64],
    k: int,
    costs: Costs,
) -> NDArray[np.int64]:
    """From the cheapest set on: the rows that fit each class without it, all at once; 0 for what is left."""
    sizes = codes.max(axis=1).astype(np.int64)
    known = Wildcards(codes.astype(np.int64) - 1, sizes)
    chosen = np.zeros(len(at_risk), dtype=np.int64)
    for one in _cheapest_sets(costs):
        places = np.flatnonzero(chosen == 0)
        if len(places) * codes.shape[1] <= _PAIRS:
            break
        shown = known.codes[:, at_risk[places]]
        shown[[place for place in range(len(codes)) if one >> place & 1]] = -1
        counts = Wildcards(shown, sizes).sums(rows, among=known)[0]
        chosen[places[counts >= k]] = one
    return chosen


def _cheapest_sets(costs: Costs) -> list[int]:
    """Sets of fields from the cheapest on: all of them up to 12 fields, else those of few fields."""
    fields = len(costs.cost)
    if 1 << fields <= _SETS:
        prices, ranks = sums_over_sets(costs.cost), sums_over_sets(costs.rank)
        return [int(one) for one in np.lexsort((ranks, prices)) if one]
    singles = [1 << place for place in range(fields)]
    sets = sorted({one | other for one in singles for other in singles})
    each = [[place for place in range(fields) if one >> place & 1] for one in sets]
    keys = [(int(costs.cost[places].sum()), int(costs.rank[places].sum())) for places in each]
    return [one for _, one in sorted(zip(keys, sets, strict=True))]
