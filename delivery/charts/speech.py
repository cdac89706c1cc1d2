"""How a picture of one table speaks: its language, words, numbers, and the line about its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from delivery.charts.sentences import sentence
from delivery.charts.words import amount, number, word, worded

NAMED = 4
"""Missing rows, or sources, that a line names; the table behind the picture has them all."""


@dataclass(frozen=True)
class Speech:
    """`table` is the released table that is drawn, `title` its title in this language."""

    language: str
    table: str
    title: str

    def say(self, key: str, **parts: object) -> str:
        """One fixed sentence."""
        return sentence(key, self.language, **parts)

    def count(self, value: int) -> str:
        """How many there are of something."""
        return number(value, self.language)

    def amount(self, value: float | None) -> str:
        """A figure of the table: as many digits as say something, and never 0 for what is not."""
        return self.say("no value") if value is None else amount(value, self.language)

    def percent(self, share: float) -> str:
        """A share as percent with one decimal; a share that is not nothing is never 0."""
        return f"{amount(share * 100, self.language, most=1)} %"

    def word(self, text: str) -> str:
        """One word of a table as a reader says it."""
        return word(text, self.language)

    def worded(self, column: str) -> pl.Expr:
        """The same for a column."""
        return worded(column, self.language)

    def named(self, names: Sequence[str]) -> str:
        """Some names in a line; those that do not fit are counted."""
        more = self.say("more", count=self.count(len(names) - NAMED)) if len(names) > NAMED else ""
        return f"{', '.join(names[:NAMED])}{more}"

    def source(self, rows: pl.DataFrame, *columns: str) -> list[str]:
        """The lines under a picture: period and table, then what `columns` name as sources of these rows."""
        periods = [str(it) for it in rows["period"].unique(maintain_order=True)] if "period" in rows.columns else []
        line = self.say("source", period=", ".join(periods), table=self.table, title=self.title)
        found: dict[str, None] = {}
        for column in columns:
            found |= dict.fromkeys(rows[column].drop_nulls().unique(maintain_order=True))
        return [line, self.say("rests on", sources=self.named([self.word(it) for it in found]))] if found else [line]
