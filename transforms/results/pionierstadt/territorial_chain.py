"""Where a municipality key leads over the years: mergers, splits, chains of them, and keys that were given again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from transforms.results.exact.exactly import exactly
from transforms.results.given.given_rows import given_rows


@dataclass(frozen=True)
class Change:
    """One day on which a key ceased, and what share of its inhabitants went to which key."""

    day: date
    parts: tuple[tuple[str, Decimal], ...]

    @property
    def first_year_without(self) -> int:
        """A change on 1 January leaves no day of that year to the old key; a later one leaves it the year itself."""
        return self.day.year if (self.day.month, self.day.day) == (1, 1) else self.day.year + 1


class TerritorialChain:
    """The changes up to a day, by the key that ceased, in order of time."""

    def __init__(self, changes: dict[str, list[Change]], given_on: dict[str, set[date]]) -> None:
        self._changes = changes
        self._given_on = given_on

    @classmethod
    def until(cls, day: date, own: pl.LazyFrame | None, published: pl.LazyFrame | None = None) -> TerritorialChain:
        """`own` changes go before `published` ones of the same key. A key that goes on (a cession) has not ceased."""
        columns = ("old_code", "new_code", "date", "share")
        rows = given_rows(own, columns)
        stated = {it["old_code"] for it in rows}
        rows += [it for it in given_rows(published, columns) if it["old_code"] not in stated]
        parts: dict[tuple[str, date], dict[str, Decimal]] = defaultdict(dict)
        given_on: dict[str, set[date]] = defaultdict(set)
        for row in rows:
            if row["date"] <= day:
                parts[row["old_code"], row["date"]][row["new_code"]] = exactly(row["share"]) or Decimal(0)
                if row["old_code"] != row["new_code"]:
                    given_on[row["new_code"]].add(row["date"])
        changes: dict[str, list[Change]] = defaultdict(list)
        for (code, when), shares in sorted(parts.items()):
            if code not in shares:
                changes[code].append(Change(when, tuple(sorted(shares.items()))))
        return cls(changes, given_on)

    def ended(self, code: str, year: int | None) -> Change | None:
        """The change by which the key of that year ceased; None while it is a key still, or is one again.

        A key used after its end has that end. Without a year the last end answers, unless the key was given again.
        """
        ends = self._changes.get(code, [])
        past = [it for it in ends if year is None or it.first_year_without <= year]
        if past and not self._is_given_again(code, past[-1].day, year):
            return past[-1]
        return next((it for it in ends if it not in past), None)

    def shares(self, change: Change) -> dict[str, Decimal]:
        """Where the inhabitants are at last: only what happened after that day leads on."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for new, share in change.parts:
            further = next((it for it in self._changes.get(new, []) if it.day > change.day), None)
            parts = {new: Decimal(1)} if further is None else self.shares(further)
            for target, part in parts.items():
                found[target] += share * part
        return dict(found)

    def _is_given_again(self, code: str, since: date, year: int | None) -> bool:
        return any(since <= day and (year is None or day.year <= year) for day in self._given_on.get(code, ()))
