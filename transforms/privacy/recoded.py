"""Rows as a solution releases them, whichever search found it."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from transforms.privacy.full_domain.recode import recode
from transforms.privacy.full_domain.solution import Solution
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.local.local_solution import LocalSolution
from transforms.privacy.local.recode_locally import recode_locally


def recoded(
    frame: pl.LazyFrame, hierarchies: Mapping[str, Hierarchy], solution: Solution | LocalSolution
) -> pl.LazyFrame:
    """One row per released row of `frame`, quasi-identifiers as generalised text. Errors: those of the two ways."""
    if isinstance(solution, LocalSolution):
        return recode_locally(frame, hierarchies, solution)
    return recode(frame, hierarchies, solution)
