"""The classes of a release beside those of its population."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.counting.classes import Classes
from transforms.privacy.hierarchies.hierarchy import TOP
from transforms.privacy.risk.population_risk import matched
from transforms.privacy.risk.refuse_roles import refuse_roles
from transforms.privacy.risk.row_classes import known_values, row_classes


def against_population(frame: pl.LazyFrame, population: pl.LazyFrame, quasi: Sequence[str]) -> Classes:
    """One id per class of either table: rows of the release, and persons of the population who may be these rows.

    The persons who may be a row that is '*' everywhere are all who are in no other released class; where the release
    has no such row, each of their classes is one without rows.

    Errors: those of `refuse_roles`; `population-too-small`.
    """
    refuse_roles(frame, quasi)
    refuse_roles(population, quasi)
    known = known_values([frame, population], quasi)
    mine, whole = row_classes(frame, quasi, known), row_classes(population, quasi, known)
    persons, is_released = matched(mine, whole), matched(whole, mine) > 0
    left = whole.rows[~is_released]
    is_starred = np.ones(mine.number, dtype=np.bool_)
    for texts, codes in zip(mine.known, mine.values, strict=True):
        is_starred &= np.append((texts == TOP).to_numpy(), False)[codes]
    if is_starred.any():
        persons = np.where(is_starred, persons + left.sum(), persons)
        left = left[:0]
    lacking = mine.rows > persons
    if lacking.any():
        raise StadtlandError(
            "population-too-small", classes=int(lacking.sum()), rows=int(mine.rows[lacking].sum()), of=mine.number
        )
    rows = np.concatenate((mine.rows, np.zeros_like(left))).astype(np.float64)
    crowd = np.concatenate((persons, left)).astype(np.float64)
    return Classes(np.arange(len(rows), dtype=np.intp), len(rows), rows, {}, crowd)
