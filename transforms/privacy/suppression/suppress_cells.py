"""Local suppression: every row released, and of the rows at risk as few cells taken out as will do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.hierarchies.hierarchy import TOP
from transforms.privacy.suppression.costs import Costs, costs
from transforms.privacy.suppression.hide import at_risk_and_hidden
from transforms.privacy.suppression.suppressed import Suppressed

Matching = Literal["released", "original"]


def suppress_cells(
    frame: pl.LazyFrame,
    quasi: Sequence[str],
    *,
    k: int | Mapping[int, int],
    importance: Sequence[str] | None = None,
    strata: Sequence[str] = (),
    matching: Matching = "released",
) -> Suppressed:
    """All rows of `frame` in their order, with cells of `quasi` taken out until each row has k compatible rows.

    Two rows are compatible where they show the same value or at least one shows none: null and '*', taken out or
    received, are wildcards (sdcMicro's frequency counts). A cell taken out becomes '*' in text, null elsewhere.

    `k` is promised for all quasi-identifiers together, and hence for every combination of fewer. A mapping promises
    by size instead: `{3: 5, 7: 2}` is 5 for any three of them and 2 for any seven (sdcMicro's `combs`).
    `strata` are fields that stay as they are: k is reached within each of their combinations.
    `importance` names fields from the most important on, see `costs`.

    `matching` says what the k rows are:
    - "released" (sdcMicro): rows as released. Cheap, because a row with wildcards is company for many. It guarantees
      k by that count and no more: a row may leave unchanged though nobody shares its values, if k - 1 others became
      vague enough to be mistaken for it.
    - "original": original rows that the released row fits. Every released row then covers k people of the data
      ((k,1)-anonymity), and is compatible with k released rows too. The cost is the least possible (12 fields).

    Neither guarantees anything about sensitive values, nor against a reader who knows the method and asks why just
    this cell was taken out. Only rows at risk lose cells, and no cell is taken out that all rows can do without.

    Ties go by costs, then by the values; the order of rows does not matter, except which of equal rows is changed.
    Holds the rows in memory. "released" compares each row at risk with all others a few times over; where that is
    too many (400 million pairs, some 20,000 rows at risk) it gives what "original" gives, which fulfils both.

    Source: Templ, Kowarik and Meindl (2015), Statistical Disclosure Control for Micro-Data Using the R Package
    sdcMicro, section on local suppression; (k,1): Gionis, Mazza and Tassa (2008), k-Anonymization Revisited.

    Errors: `quasi-identifiers-none`, `quasi-identifier-absent`, `suppression-stratum-refused`,
    `suppression-importance-refused`, `suppression-too-many-fields`, `suppression-size-refused`,
    `parameter-out-of-range`, `suppression-too-few-rows`.
    """
    quasi = list(dict.fromkeys(quasi))  # a field that is named twice is one field
    _refuse(frame.collect_schema().names(), quasi, strata)
    promised = _promised(quasi, k)
    held = frame.collect()
    codes = np.stack([_codes(held[name]) for name in quasi])
    price = costs(quasi, [len(np.unique(line)) for line in codes], importance)
    stratum = _strata(held, strata)
    most = max(promised.values())
    if (smallest := int(np.bincount(stratum).min()) if held.height else 0) < most:
        raise StadtlandError("suppression-too-few-rows", k=most, rows=smallest, strata=", ".join(strata) or "—")
    taken = np.zeros(codes.shape, dtype=np.bool_)
    is_at_risk = np.zeros(held.height, dtype=np.bool_)
    for places, wanted in promised.items():
        part = Costs(price.cost[list(places)], price.rank[list(places)])
        found, hidden = at_risk_and_hidden(codes[list(places)], stratum, wanted, part, matching)
        is_at_risk[found] = True
        for bit, place in enumerate(places):
            rows = found[hidden >> bit & 1 == 1]
            taken[place, rows] = True
            codes[place, rows] = 0
    columns = [_without(held[name], taken[place]) for place, name in enumerate(quasi)]
    return Suppressed(
        frame=held.with_columns(columns).lazy(),
        rows=held.height,
        rows_at_risk=int(is_at_risk.sum()),
        rows_changed=int(taken.any(axis=0).sum()),
        cells={name: int(taken[place].sum()) for place, name in enumerate(quasi)},
    )


def _codes(column: pl.Series) -> NDArray[np.int32]:
    """Per row the rank of its value, from 1 on; 0 for a wildcard."""
    dtype = column.dtype
    if not (dtype.is_numeric() or dtype.is_temporal() or dtype == pl.Boolean):
        column = column.cast(pl.String).replace({TOP: None})
    return column.rank("dense").fill_null(0).cast(pl.Int32).to_numpy()


def _strata(held: pl.DataFrame, strata: Sequence[str]) -> NDArray[np.int64]:
    """Per row the number of its stratum; a missing value is a stratum of its own, and '*' is one too."""
    if not strata:
        return np.zeros(held.height, dtype=np.int64)
    known = held.select(strata).unique().sort(strata).with_row_index("_stratum")
    numbered = held.select(strata).join(known, on=strata, how="left", nulls_equal=True, maintain_order="left")
    return numbered["_stratum"].cast(pl.Int64).to_numpy()


def _without(column: pl.Series, taken: NDArray[np.bool_]) -> pl.Series:
    instead = pl.lit(TOP) if column.dtype == pl.String else pl.lit(None)
    chosen = pl.when(pl.lit(pl.Series(taken))).then(instead).otherwise(pl.col(column.name))
    return column.to_frame().select(chosen.cast(column.dtype).alias(column.name)).to_series()


def _promised(quasi: Sequence[str], k: int | Mapping[int, int]) -> dict[tuple[int, ...], int]:
    """Combinations of places and their k, from the largest on; those that a larger one implies are left out."""
    by_size = dict(k) if isinstance(k, Mapping) else {len(quasi): k}
    if bad := [size for size in by_size if not 1 <= size <= len(quasi)]:
        raise StadtlandError("suppression-size-refused", size=bad[0], fields=len(quasi))
    for wanted in by_size.values():
        if wanted < 1:
            raise StadtlandError(
                "parameter-out-of-range", parameter="k", given=wanted, allowed_de="ab 1", allowed_en="1 or more"
            )
    promised: dict[tuple[int, ...], int] = {}
    for size in sorted(by_size, reverse=True):
        if by_size[size] > max((wanted for larger, wanted in by_size.items() if larger > size), default=0):
            promised |= dict.fromkeys(combinations(range(len(quasi)), size), by_size[size])
    if not promised:
        raise StadtlandError("suppression-size-refused", size=0, fields=len(quasi))
    return promised


def _refuse(present: Sequence[str], quasi: Sequence[str], strata: Sequence[str]) -> None:
    if not quasi:
        raise StadtlandError("quasi-identifiers-none")
    if missing := [name for name in quasi if name not in present]:
        raise StadtlandError("quasi-identifier-absent", missing=", ".join(missing))
    if bad := [name for name in strata if name not in present or name in quasi]:
        raise StadtlandError("suppression-stratum-refused", fields=", ".join(bad))
