"""Cells to hide so that every row, as released, is compatible with k rows as released."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled
from transforms.privacy.suppression.compatible import differences
from transforms.privacy.suppression.fewest_cells import fewest_cells


@compiled
def match_released(
    codes: NDArray[np.int32],
    hidden: NDArray[np.int64],
    weight: NDArray[np.int64],
    counts: NDArray[np.int64],
    rows_at_risk: int,
    k: int,
    cost: NDArray[np.int64],
    rank: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Per row at risk the fields to hide, as bits.

    The first `rows_at_risk` columns of `codes` are single rows with fewer than k compatible ones (`counts`), the
    others classes of rows that have k; those are never touched. Again and again the row that needs the least gets
    its cheapest set of cells (of equal ones the row, and the set, that bring company to most others). What a row
    hides makes it company for others, so some need nothing any more. In the end every cell is given back that no
    row needs. Not the fewest cells that exist: a few rows hidden in full would be company for all and protect none.

    Each step compares one row with all others: at most a few times rows at risk × columns.
    """
    columns = codes.shape[1]
    hidden = hidden.copy()
    before = hidden[:rows_at_risk].copy()
    counts = counts.copy()
    found = np.empty(columns, dtype=np.int64)
    is_short = np.zeros(columns, dtype=np.bool_)
    is_short[:rows_at_risk] = counts[:rows_at_risk] < k
    chosen = np.zeros(rows_at_risk, dtype=np.int64)
    price = np.zeros(rows_at_risk, dtype=np.int64)
    helped = np.full(rows_at_risk, columns, dtype=np.int64)
    seen_at = np.full(rows_at_risk, -1, dtype=np.int64)
    step = 0
    while True:
        mine = -1
        for row in range(rows_at_risk):
            if is_short[row] and (
                mine < 0 or price[row] < price[mine] or (price[row] == price[mine] and helped[row] > helped[mine])
            ):
                mine = row
        if mine < 0:
            break
        differences(codes, hidden, mine, found)
        if seen_at[mine] < step:  # others have hidden cells since: a better set may have come up
            chosen[mine], price[mine], helped[mine] = fewest_cells(
                found, weight, is_short, k - counts[mine], cost, rank
            )
            seen_at[mine] = step
            continue
        for row in range(columns):
            if found[row] and not found[row] & ~chosen[mine]:
                counts[mine] += weight[row]
                if row < rows_at_risk:
                    counts[row] += 1
                    is_short[row] = counts[row] < k
        is_short[mine] = counts[mine] < k
        hidden[mine] |= chosen[mine]
        step += 1
    _give_back(codes, hidden, before, weight, counts, k, cost, rank)
    return hidden[:rows_at_risk] & ~before


@compiled
def _give_back(
    codes: NDArray[np.int32],
    hidden: NDArray[np.int64],
    before: NDArray[np.int64],
    weight: NDArray[np.int64],
    counts: NDArray[np.int64],
    k: int,
    cost: NDArray[np.int64],
    rank: NDArray[np.int64],
) -> None:
    """Shows every cell again that all rows can do without, dear ones first; one round is enough, counts only fall."""
    columns, rows_at_risk = codes.shape[1], len(before)
    found = np.empty(columns, dtype=np.int64)
    fields = np.argsort(-(cost * (len(cost) + 1) + rank))
    for field in fields:
        bit = np.int64(1) << field
        for mine in range(rows_at_risk):
            if not hidden[mine] & bit or before[mine] & bit:
                continue
            hidden[mine] ^= bit
            differences(codes, hidden, mine, found)
            lost = np.int64(0)
            is_needed = False
            for row in range(columns):
                if found[row] == bit:
                    lost += weight[row]
                    if row < rows_at_risk and counts[row] <= k:
                        is_needed = True
                        break
            if is_needed or counts[mine] - lost < k:
                hidden[mine] ^= bit
                continue
            counts[mine] -= lost
            for row in range(rows_at_risk):
                if found[row] == bit:
                    counts[row] -= 1
