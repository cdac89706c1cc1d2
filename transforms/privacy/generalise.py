"""The generalisation that rules ask for, searched in the way they name: one level per field, or class by class."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from schemas.agreement.metric import SearchRule
from schemas.errors import StadtlandError
from transforms.privacy.counting.contingency import Contingency
from transforms.privacy.full_domain.search import search as search_full_domain
from transforms.privacy.full_domain.solution import Solution
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.local.local_recoding import local_recoding
from transforms.privacy.local.local_solution import LocalSolution


def generalise(
    data: pl.LazyFrame | Contingency,
    hierarchies: Mapping[str, Hierarchy],
    *,
    search: SearchRule = "optimal",
    suppression_limit: float = 0.0,
    subset: pl.LazyFrame | Contingency | None = None,
    is_out_of_time: Callable[[], bool] | None = None,
    **promised: Any,
) -> Solution | LocalSolution:
    """What `search` finds; `promised` are its `k`, `l`, `models`, `sensitive`, `metric`, `highest` and `files`.

    Local recoding compares with no population and is not stopped by a clock: `search-not-local` names what was asked of
    it all the same. Other errors: those of the two searches.
    """
    if search == "optimal":
        return search_full_domain(
            data,
            hierarchies,
            subset=subset,
            suppression_limit=suppression_limit,
            is_out_of_time=is_out_of_time,
            **promised,
        )
    asked: Sequence[tuple[str, bool]] = (
        ("subset", subset is not None),
        ("seconds_at_most", is_out_of_time is not None),
    )
    if unfit := [name for name, is_asked in asked if is_asked]:
        raise StadtlandError("search-not-local", search=search, asked=", ".join(unfit))
    return local_recoding(
        data, hierarchies, strict=search == "local-strict", suppression_limit=suppression_limit, **promised
    )
