"""An agenda's measures with what each waits for, in order of names."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.given.given_rows import given_rows
from transforms.results.given.withheld import withheld


@dataclass(frozen=True)
class Measure:
    """One measure; `needs` are the names it depends on, known ones or not, in the order given."""

    name: str
    owner_role: str | None
    date: dt.date | None
    needs: tuple[str, ...]
    open_question: str | None


def depends_on(agenda_measures: pl.LazyFrame) -> list[Measure]:
    """One entry per measure. Prerequisites are divided by `;` or `|`, or by commas where no name holds that text.

    Raises `agenda-measure-twice`, since nobody knows which of two measures of one name another one waits for.
    """
    columns = ("measure", "owner_role", "date", "depends_on", "open_question")
    rows = sorted(given_rows(withheld(agenda_measures, ("open_question",)), columns), key=lambda it: str(it["measure"]))
    names = [row["measure"] for row in rows]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise StadtlandError("agenda-measure-twice", measures=", ".join(twice))
    return [
        Measure(
            row["measure"],
            row["owner_role"],
            row["date"],
            _needs(row["depends_on"], set(names)),
            row["open_question"],
        )
        for row in rows
    ]


def _needs(text: str | None, names: set[str]) -> tuple[str, ...]:
    found: list[str] = []
    for part in re.split(r"[;|]", text or ""):
        name = part.strip()
        found += [name] if name in names else [piece.strip() for piece in name.split(",")]
    return tuple(dict.fromkeys(name for name in found if name))
