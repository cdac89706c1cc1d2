"""Rows at risk and what each of them hides, for one combination of quasi-identifiers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.privacy.risk.wildcards import Wildcards
from transforms.privacy.suppression.costs import Costs
from transforms.privacy.suppression.match_original import match_original
from transforms.privacy.suppression.match_released import match_released

_PAIRS = 400_000_000
"""Up to so many comparisons of rows are made one by one; beyond, each row is treated by itself."""


def at_risk_and_hidden(
    codes: NDArray[np.int32], stratum: NDArray[np.int64], k: int, costs: Costs, matching: str
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows with fewer than k compatible ones in their stratum, and the fields that each hides, as bits.

    `codes` holds one line per field and one column per row, 0 for a wildcard.
    """
    names = [f"q{place}" for place in range(len(codes))]
    table = pl.DataFrame([pl.Series("stratum", stratum), *map(pl.Series, names, codes)])
    keys = ["stratum", *names]
    classes = table.group_by(keys).len("rows").sort(keys).with_row_index("class")
    class_of = table.join(classes, on=keys, how="left", maintain_order="left")["class"].to_numpy()
    by_class = np.argsort(class_of, kind="stable")
    rows = classes["rows"].to_numpy().astype(np.int64)
    first = np.concatenate([[0], np.cumsum(rows)])
    borders = np.flatnonzero(np.diff(classes["stratum"].to_numpy(), prepend=-1, append=-1))
    lines = np.ascontiguousarray(np.stack([classes[name].to_numpy() for name in names]))
    found, hidden = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for start, end in pairwise(borders.tolist()):
        risky, bits = _in_stratum(np.ascontiguousarray(lines[:, start:end]), rows[start:end], k, costs, matching)
        for one in (risky + start).tolist():
            found.append(by_class[first[one] : first[one + 1]])
        hidden.append(bits)
    return np.concatenate(found), np.concatenate(hidden)


def _in_stratum(
    codes: NDArray[np.int32], rows: NDArray[np.int64], k: int, costs: Costs, matching: str
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The classes at risk, and per row of theirs the fields it hides."""
    wild = np.zeros(len(rows), dtype=np.int64)
    for place, line in enumerate(codes):
        wild |= (line == 0).astype(np.int64) << place
    known = Wildcards(codes.astype(np.int64) - 1, codes.max(axis=1).astype(np.int64))
    counts = known.sums(rows)[0] if known.are_there else rows
    risky, safe = np.flatnonzero(counts < k), np.flatnonzero(counts >= k)
    if not len(risky):
        return risky, risky
    single = np.repeat(risky, rows[risky])
    if matching == "original" or len(single) * (len(single) + len(safe)) > _PAIRS:
        return risky, np.repeat(match_original(codes, wild, rows, risky, k, costs), rows[risky])
    both = np.concatenate([single, safe])
    weight = np.concatenate([np.ones(len(single), dtype=np.int64), rows[safe]])
    lines = np.ascontiguousarray(codes[:, both])
    return risky, match_released(lines, wild[both], weight, counts[both], len(single), k, costs.cost, costs.rank)
