"""What a report of `stadtland protect` tells about its promises: each model measured again from the written bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from schemas.agreement.protection_rules import Rules
from schemas.errors import StadtlandError
from transforms.privacy.full_domain.at_levels import at_levels
from transforms.privacy.full_domain.solution import Solution
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.local.local_solution import LocalSolution
from transforms.privacy.risk.promises import held_promises


def held_again(
    rules: Rules,
    released: pl.LazyFrame,
    *,
    file: Path,
    files: Mapping[str, Hierarchy],
    searched: pl.LazyFrame | None,
    population: pl.LazyFrame | None,
) -> list[dict[str, Any]]:
    """Every model of the rules, one entry per sensitive field it is about. Errors: `model-not-kept`.

    `searched` are all rows of the search where some were withheld: what shares are compared with; `population` is
    `population_shown` where a subset was released.
    """
    held = held_promises(
        released,
        rules.models,
        list(rules.quasi_identifiers),
        rules.sensitive,
        reference=searched,
        population=population,
        files=files,
    )
    if broken := [promise for promise in held if not promise.is_kept]:
        raise StadtlandError(
            "model-not-kept",
            file=str(file),
            models=", ".join(dict.fromkeys(promise.model for promise in broken)),
            classes=max(promise.classes for promise in broken),
        )
    return [
        {"model": it.model, "field": it.field, "promised": it.text, "measured": it.measured, "is_kept": it.is_kept}
        for it in held
    ]


def population_shown(
    population: pl.LazyFrame, hierarchies: Mapping[str, Hierarchy], solution: Solution | LocalSolution
) -> pl.LazyFrame:
    """Everybody at the levels of a full-domain release: what an attacker with a register makes of it.

    ValueError for local recoding, which compares with no population.
    """
    if not isinstance(solution, Solution):
        raise ValueError("local recoding compares with no population")
    return at_levels(population, hierarchies, solution.levels)
