"""Levels of a code's hierarchy: one row per value, one column per number of leading characters kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import polars as pl

from schemas.errors import StadtlandError


def digits(values: pl.Series, keep: Sequence[int], *, name: str = "hierarchy") -> pl.DataFrame:
    """One row per distinct value of `values` (nulls apart): level_0 the value as text, then ever fewer characters.

    The characters after the first `n` become `*`, so the length stays: 04109 kept to 3 is 041**. A value of `n`
    characters or fewer stays as it is at that level.

    Errors: `hierarchy-not-nested` unless `keep` falls and stays above 0 (nothing kept is the top, always there).
    """
    if not keep or min(keep) < 1 or any(b >= a for a, b in pairwise(keep)):
        raise StadtlandError(
            "hierarchy-not-nested",
            hierarchy=name,
            levels=", ".join(str(number) for number in keep),
            rule_de="die Zahl behaltener Zeichen fällt von Stufe zu Stufe und bleibt über 0",
            rule_en="the number of characters kept falls from level to level and stays above 0",
        )
    raw = values.drop_nulls().cast(pl.String).unique().sort()
    table = {"level_0": raw}
    for level, number in enumerate(keep, start=1):
        masked = [text[:number] + "*" * max(0, len(text) - number) for text in raw]
        table[f"level_{level}"] = pl.Series(masked, dtype=pl.String)
    return pl.DataFrame(table)
