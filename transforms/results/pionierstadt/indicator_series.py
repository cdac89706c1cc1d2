"""The values of one indicator in one municipality by year, with what could not be used counted beside them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from transforms.results.exact.exactly import exactly
from transforms.results.given.given_rows import given_rows

_COLUMNS = ("municipality_code", "indicator", "year", "value", "unit", "source")
SeriesKey = tuple[str | None, str]
"""Municipality key (None where the file names none) and indicator."""


@dataclass
class IndicatorSeries:
    """`by_year` holds one value a year; a year with two different values or units has none and is in `ambiguous`."""

    by_year: dict[int, Decimal] = field(default_factory=dict)
    units: dict[int, str | None] = field(default_factory=dict)
    sources: dict[int, str | None] = field(default_factory=dict)
    missing: list[int] = field(default_factory=list)
    ambiguous: list[int] = field(default_factory=list)
    zeros: list[int] = field(default_factory=list)

    def up_to(self, year: int) -> list[int]:
        """Years with a value, ascending, not after `year`."""
        return sorted(it for it in self.by_year if it <= year)


def indicator_series(*values: pl.LazyFrame | None, zero_means_missing: bool) -> dict[SeriesKey, IndicatorSeries]:
    """All series in the order of their keys. A null counts as missing, and so does a zero where that is declared."""
    rows = [row for frame in values for row in given_rows(frame, _COLUMNS)]
    by_key: dict[SeriesKey, dict[int, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_key[row["municipality_code"], row["indicator"]][row["year"]].append(row)
    ordered = sorted(by_key.items(), key=lambda it: (it[0][0] or "", it[0][1]))
    return {key: _series(years, zero_means_missing) for key, years in ordered}


def _series(years: dict[int, list[dict[str, Any]]], zero_means_missing: bool) -> IndicatorSeries:
    made = IndicatorSeries()
    for year, rows in sorted(years.items()):
        stated = [row for row in rows if row["value"] is not None]
        if any(row["value"] == 0 for row in stated):
            made.zeros.append(year)
            stated = [row for row in stated if row["value"] != 0 or not zero_means_missing]
        different = {(row["value"], row["unit"]) for row in stated}
        if not different:
            made.missing.append(year)
        elif len(different) > 1:
            made.ambiguous.append(year)
        else:
            first = min(stated, key=lambda row: row["source"] or "")
            value = exactly(first["value"])
            assert value is not None
            made.by_year[year], made.units[year], made.sources[year] = value, first["unit"], first["source"]
    return made
