"""The journalist's risk: a release held against a table of the population it was drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.counting.grouping import numbered
from transforms.privacy.risk.refuse_roles import refuse_roles
from transforms.privacy.risk.row_classes import RowClasses, known_values, row_classes


@dataclass(frozen=True)
class PopulationRisk:
    """One result per release and population. F counts the population's rows that a released row may be."""

    population_rows: int
    journalist_max: float
    """1 / least F: the row most at risk, for an attacker who has the population table but does not know who is in
    the release (El Emam 2013, chapter 16)."""
    journalist_average: float
    """Mean of 1/F over released rows. Also the share that a marketer is expected to match rightly who matches the
    release with the population (Dankar and El Emam 2010)."""
    population_uniques: int
    """Released rows that are alone in the release and in the population: surely re-identified."""

    def as_dict(self) -> dict[str, Any]:
        """For JSON, in the order above."""
        return asdict(self)


def population_risk(
    frame: pl.LazyFrame,
    population: pl.LazyFrame,
    quasi: Sequence[str],
    *,
    wildcards: Literal["none", "match"] = "none",
) -> PopulationRisk:
    """`population` has one row per person and the quasi-identifiers with the labels that the release has.

    Wildcards, in either table, are those of `measure`. Guarantees: the figures for an attacker with this table. Does
    not guarantee: that no attacker has a better one. Cost: one pass over each table.

    Errors: those of `refuse_roles` for either table; `population-too-small` with the numbers of classes and rows that
    have fewer rows in the population than in the release: it is then not what the release was drawn from.
    """
    refuse_roles(frame, quasi)
    refuse_roles(population, quasi)
    known = known_values([frame, population], quasi)
    mine, whole = row_classes(frame, quasi, known), row_classes(population, quasi, known)
    if wildcards == "match":
        persons = mine.wildcards().sums(whole.rows, among=whole.wildcards())[0]
    else:
        persons = matched(mine, whole)
    lacking = mine.rows > persons
    if lacking.any():
        raise StadtlandError(
            "population-too-small", classes=int(lacking.sum()), rows=int(mine.rows[lacking].sum()), of=mine.number
        )
    if not mine.number:
        return PopulationRisk(int(whole.rows.sum()), 0.0, 0.0, 0)
    return PopulationRisk(
        population_rows=int(whole.rows.sum()),
        journalist_max=1.0 / int(persons.min()),
        journalist_average=float((mine.rows / persons).sum() / mine.rows.sum()),
        population_uniques=int(mine.rows[persons == 1].sum()),
    )


def matched(mine: RowClasses, whole: RowClasses) -> NDArray[np.int64]:
    """Per class of one table the rows of the other with the same values; both are over the same known values."""
    keys = np.zeros(mine.number + whole.number, dtype=np.intp)
    for place, texts in enumerate(mine.known):
        codes = np.concatenate((mine.values[place], whole.values[place]))
        keys = numbered(keys * (texts.len() + 1) + codes)[0]
    of_whole = np.bincount(keys[mine.number :], weights=whole.rows, minlength=len(keys))
    found: NDArray[np.int64] = of_whole[keys[: mine.number]].astype(np.int64)
    return found
