"""Levels of a date's hierarchy: one row per value, one column per part of the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import polars as pl

from schemas.errors import StadtlandError

Part = Literal["day", "month", "quarter", "year", "decade"]

_ORDER: tuple[Part, ...] = ("day", "month", "quarter", "year", "decade")
_CALENDAR = r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?$"


def dates(values: pl.Series, parts: Sequence[Part], *, name: str = "hierarchy") -> pl.DataFrame:
    """One row per distinct value of `values` (nulls apart): level_0 the value as text, then ever coarser time.

    Labels: day 2019-03-31, month 2019-03, quarter 2019-Q1, year 2019, decade 2010s. Values are dates, datetimes or
    ISO text; text may stop at the month or the year when no finer part is asked for.

    Errors: `hierarchy-not-nested` unless `parts` go from fine to coarse without repeating; `hierarchy-not-dates` for
    text that is no ISO date, is no day of the calendar, or stops before the finest part.
    """
    places = [_ORDER.index(part) for part in parts]
    if not places or any(b <= a for a, b in pairwise(places)):
        raise StadtlandError(
            "hierarchy-not-nested",
            hierarchy=name,
            levels=", ".join(parts),
            rule_de="von fein nach grob: Tag, Monat, Quartal, Jahr, Jahrzehnt",
            rule_en="from fine to coarse: day, month, quarter, year, decade",
        )
    raw = values.drop_nulls().cast(pl.String).unique().sort()
    read = pl.DataFrame({"level_0": raw}).with_columns(
        year=pl.col("level_0").str.extract(_CALENDAR, 1),
        month=pl.col("level_0").str.extract(_CALENDAR, 2),
        day=pl.col("level_0").str.extract(_CALENDAR, 3),
    )
    # A part that is not given is taken as the first, so that the check of the calendar needs one rule only.
    day = pl.format("{}-{}-{}", "year", pl.col("month").fill_null("01"), pl.col("day").fill_null("01"))
    needed = "day" if parts[0] == "day" else "month" if parts[0] in ("month", "quarter") else "year"
    is_wrong = day.str.to_date("%Y-%m-%d", strict=False).is_null() | pl.col(needed).is_null()
    wrong = int(read.select(is_wrong.sum()).item())
    if wrong:
        raise StadtlandError("hierarchy-not-dates", hierarchy=name, count=wrong, part=needed)
    labels = {
        "day": pl.format("{}-{}-{}", "year", "month", "day"),
        "month": pl.format("{}-{}", "year", "month"),
        "quarter": pl.format("{}-Q{}", "year", (pl.col("month").cast(pl.Int8) + 2) // 3),
        "year": pl.col("year"),
        "decade": pl.format("{}0s", pl.col("year").str.slice(0, 3)),
    }
    return read.select("level_0", *(labels[part].alias(f"level_{i}") for i, part in enumerate(parts, start=1)))
