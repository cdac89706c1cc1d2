"""Whether a table shows totals of its own rows that its rule does not name: then blanking small cells hides nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf

import polars as pl

from schemas.agreement.cells import CellRule
from schemas.errors import StadtlandError

_WORDS = re.compile(
    r"\(?(?:total|totals|sum|sums|subtotal|all|overall|both|gesamt|insgesamt|summe|zusammen|alle|beide)\)?",
    re.IGNORECASE,
)
_PLACE = " place"
_ABOUT_THE_FIGURE = ("status", "unit", "source", "note", "note_de", "note_en")
"""Columns that may differ between a total and its parts and yet tell no rows apart."""
_RANGE = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+)|(\+))?")


def refuse_own_totals(rows: pl.DataFrame, rule: CellRule, *, table: str) -> None:
    """Error `table-totals-unnamed`, with the columns. A category is taken for a total where it is called like one, or
    where at every place its count is the sum of all others, or of those it holds by its name (05 holds 0591, 0-14 holds
    5-9), at two places or more and with three rows or more at one of them. `shows_no_totals` overrules the figures,
    not the words. Columns with a `total` or `hierarchy` of their own are taken at their word: they are checked when
    the rows are added up.
    """
    named = {name for name, about in rule.dimensions.items() if about.total is not None or about.hierarchy is not None}
    coarser = {
        column for about in rule.dimensions.values() if isinstance(about.hierarchy, list) for column in about.hierarchy
    }
    figures = {rule.count, *rule.values, *rule.sums, *rule.stays, *_ABOUT_THE_FIGURE}
    keys = [
        name
        for name, dtype in rows.schema.items()
        if name not in figures and name not in coarser and (dtype == pl.String or dtype.is_integer())
    ]
    found = [name for name in keys if name not in named and _has_word(rows[name])]
    if not rule.shows_no_totals:
        text = rows.with_columns(pl.col(name).cast(pl.String) for name in keys)
        found += [
            name for name in keys if name not in named and name not in found and _adds_up(text, name, keys, rule.count)
        ]
    if found:
        raise StadtlandError("table-totals-unnamed", table=table, columns=", ".join(sorted(found)))


def _has_word(column: pl.Series) -> bool:
    labels = column.drop_nulls().unique()
    if labels.dtype != pl.String or len(labels) < 2:
        return False
    return any(_WORDS.fullmatch(label.strip()) for label in labels)


def _adds_up(rows: pl.DataFrame, name: str, keys: Sequence[str], count: str) -> bool:
    labels = rows[name].drop_nulls().unique().sort().to_list()
    # Columns that say the same in other words (a code and its name) do not tell rows apart.
    others = [key for key in keys if key != name and rows.select(name, key).n_unique() > rows[name].n_unique()]
    places = rows.select(
        name,
        pl.struct(others).hash().alias(_PLACE) if others else pl.lit(0, dtype=pl.UInt64).alias(_PLACE),
        units=pl.col(count),
    )
    everything = places.group_by(_PLACE).agg(all=pl.col("units").sum(), rows=pl.len())
    beside = places.join(everything, on=_PLACE, how="left")
    whole = beside.group_by(name).agg(
        fits=(2 * pl.col("units") == pl.col("all")).all(),
        places=(pl.col("rows") >= 2).sum(),
        wide=((pl.col("rows") >= 3) & (pl.col("units") > 0)).sum(),
        unknown=pl.col("units").null_count(),
    )
    is_total = pl.col("fits") & (pl.col("unknown") == 0) & (pl.col("places") >= 2) & (pl.col("wide") >= 1)
    if whole.filter(is_total).height:
        return True
    return any(_is_sum_of(places, name, label, parts) for label, parts in _held(labels).items())


def _is_sum_of(places: pl.DataFrame, name: str, whole: str, parts: list[str]) -> bool:
    total = places.filter(pl.col(name) == whole)
    below = places.filter(pl.col(name).is_in(parts)).group_by(_PLACE).agg(pl.col("units").sum().alias("below"))
    both = total.join(below, on=_PLACE, how="left").filter(pl.col("units").is_not_null())
    return both.height > 0 and bool((both["units"] == both["below"].fill_null(0)).all())


def _held(labels: Sequence[str]) -> dict[str, list[str]]:
    """By label those it holds by its name, where there are two or more: longer codes, narrower ranges."""
    spans = {label: span for label in labels if (span := _span(label)) is not None}
    held = {}
    for label in labels:
        inside = [it for it in labels if it != label and it.startswith(label) and label.isalnum() and it.isalnum()]
        if label in spans and not inside:
            first, last = spans[label]
            inside = [
                it
                for it, (low, high) in spans.items()
                if it != label and first <= low and high <= last and last > first
            ]
        finest = [it for it in inside if not any(other != it and other.startswith(it) for other in inside)]
        if len(finest) >= 2:
            held[label] = finest
    return held


def _span(label: str) -> tuple[float, float] | None:
    shape = _RANGE.fullmatch(label.strip())
    if shape is None:
        return None
    first = float(shape[1])
    return first, inf if shape[3] else float(shape[2] or first)
