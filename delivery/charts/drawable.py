"""Rows of a released table with the cells taken out that must not be drawn, and how many there are of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from delivery.charts.speech import Speech

STATUSES = ("status", "pathway_status")
FLAG = "is_suppressed"


@dataclass(frozen=True)
class Drawable:
    """`drawn` has every value; `table` also holds the rows without one (null, never zero), in the given order."""

    table: pl.DataFrame
    drawn: pl.DataFrame
    missing: pl.DataFrame
    suppressed_count: int

    def notes(self, name: pl.Expr, speech: Speech) -> list[str]:
        """What is not in the picture, named by `name`; empty if nothing is left out."""
        lines = []
        if self.missing.height:
            names = self.missing.select(name.cast(pl.String).fill_null("?").alias("name"))["name"].to_list()
            lines.append(speech.say("missing", count=speech.count(len(names)), names=speech.named(names)))
        if self.suppressed_count:
            lines.append(speech.say("suppressed", count=speech.count(self.suppressed_count)))
        return lines


def hidden(frame: pl.DataFrame) -> pl.Expr:
    """Whether a row is suppressed: by its status, or by the flag of small cells."""
    told = [pl.col(it).cast(pl.String).eq("suppressed").fill_null(False) for it in STATUSES if it in frame.columns]
    # What is not known to be open is not drawn.
    flags = [pl.col(FLAG).fill_null(True)] if FLAG in frame.columns else []
    return pl.any_horizontal(*told, *flags) if told or flags else pl.lit(False)


def drawable(frame: pl.DataFrame, values: Sequence[str], also: Sequence[str] = ()) -> Drawable:
    """Parts the rows: a suppressed one loses its values even if it still had them; one that lacks any is missing.

    `values` are drawn. `also` names columns from which a value could be computed: a suppressed row loses them too.
    """
    is_hidden = hidden(frame)
    table = frame.with_columns(pl.when(~is_hidden).then(_finite(frame, it)).alias(it) for it in (*values, *also))
    lacks = pl.any_horizontal(pl.col(it).is_null() for it in values)
    return Drawable(
        table=table,
        drawn=table.filter(~lacks & ~is_hidden),
        missing=table.filter(lacks & ~is_hidden),
        suppressed_count=table.filter(is_hidden).height,
    )


def _finite(frame: pl.DataFrame, column: str) -> pl.Expr:
    value = pl.col(column)
    return pl.when(value.is_finite()).then(value) if frame.schema[column].is_float() else value
