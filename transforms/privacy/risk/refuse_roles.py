"""Refuses columns that are not there, or that are to be two things at once."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.counting.refuse_nested import refuse_nested


def refuse_roles(frame: pl.LazyFrame, quasi: Sequence[str], *roles: str | None) -> None:
    """`roles` are further single columns (weight, household, sensitive); None where none is named.

    Errors: `quasi-identifiers-none`, `quasi-identifier-absent`, `values-not-plain`, `risk-column-absent`,
    `risk-column-twice`.
    """
    if not quasi:
        raise StadtlandError("quasi-identifiers-none")
    present = frame.collect_schema().names()
    if missing := [name for name in quasi if name not in present]:
        raise StadtlandError("quasi-identifier-absent", missing=", ".join(missing))
    refuse_nested(frame.collect_schema(), quasi)
    named = [column for column in roles if column is not None]
    for column in named:
        if column not in present:
            raise StadtlandError("risk-column-absent", column=column)
    every = [*quasi, *named]
    if twice := sorted({name for name in every if every.count(name) > 1}):
        raise StadtlandError("risk-column-twice", columns=", ".join(twice))
