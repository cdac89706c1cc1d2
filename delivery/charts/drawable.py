"""Rows of a released table with the cells taken out that must not be drawn, and how many there are of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from delivery.charts.words import number


@dataclass(frozen=True)
class Drawable:
    """`drawn` has every value; `table` also holds the rows without one (null, never zero), in the given order."""

    table: pl.DataFrame
    drawn: pl.DataFrame
    missing: pl.DataFrame
    suppressed_count: int

    def note(self, name: pl.Expr, language: str) -> str:
        """What is not in the picture, named by `name`; empty if nothing is left out."""
        parts = []
        if self.missing.height:
            names = self.missing.select(name.cast(pl.String).fill_null("?").alias("name"))["name"].to_list()
            head = "ohne Wert, nicht gezeichnet" if language == "de" else "without a value, not drawn"
            more = f" … (+{len(names) - NAMED})" if len(names) > NAMED else ""
            parts.append(f"{number(len(names), language)} {head}: {', '.join(names[:NAMED])}{more}")
        if self.suppressed_count:
            head = "geschützt, nicht gezeichnet" if language == "de" else "suppressed, not drawn"
            parts.append(f"{number(self.suppressed_count, language)} {head}")
        return "; ".join(parts)


NAMED = 4
"""Missing ones that a note names; the table behind the picture has them all."""


def drawable(frame: pl.DataFrame, values: Sequence[str], statuses: Sequence[str] = ("status",)) -> Drawable:
    """Parts the rows: a suppressed one loses its values even if it still had them; one that lacks any is missing."""
    hidden = pl.any_horizontal(pl.col(it).cast(pl.String).eq("suppressed").fill_null(False) for it in statuses)
    table = frame.with_columns(
        pl.when(~hidden).then(pl.when(pl.col(it).is_finite()).then(pl.col(it))).alias(it) for it in values
    )
    lacks = pl.any_horizontal(pl.col(it).is_null() for it in values)
    return Drawable(
        table=table,
        drawn=table.filter(~lacks & ~hidden),
        missing=table.filter(lacks & ~hidden),
        suppressed_count=table.filter(hidden).height,
    )
