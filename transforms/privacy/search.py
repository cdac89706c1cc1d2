"""The optimal full-domain generalisation of microdata: one level per quasi-identifier, for all rows alike."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.choose_metric import choose_metric
from transforms.privacy.classes import Classes
from transforms.privacy.contingency import Contingency, contingency
from transforms.privacy.distinct_l import DistinctL
from transforms.privacy.hierarchy import Hierarchy
from transforms.privacy.k_anonymity import KAnonymity
from transforms.privacy.metric import Metric
from transforms.privacy.model import Model
from transforms.privacy.optimal import Optimum, optimal
from transforms.privacy.solution import Solution
from transforms.privacy.tabulate import tabulate
from transforms.privacy.tuples import Node, Tuples

MOST_NODES = 20_000_000
"""Nodes of a lattice that is still searched: 8 bytes per node and component of the score."""

MOST_FIELDS = 60
"""Quasi-identifiers: the lattice is an array with one axis per field."""


def search(
    data: pl.LazyFrame | Contingency,
    hierarchies: Mapping[str, Hierarchy],
    *,
    k: int,
    l: int = 1,  # noqa: E741 - the model's own name
    sensitive: Sequence[str] = (),
    suppression_limit: float = 0.0,
    metric: str | Mapping[str, Any] | Metric = "loss",
    highest: Mapping[str, int] | None = None,
) -> Solution:
    """The generalisation of least loss that is k-anonymous and distinct l-diverse once some rows are suppressed.

    Classes are the rows that share all generalised quasi-identifiers; a class that breaks a promise is suppressed
    whole; a generalisation is allowed when no more than floor(suppression_limit * rows) rows are suppressed.
    `highest` caps the level of a field. `data` is microdata, counted in one streaming pass, or a contingency table
    counted before (merged from partitions, say) over the same hierarchies.

    Guarantees: each class that `recode` releases keeps the promise; among all allowed generalisations none loses
    less; the same input gives the same answer, whatever the order of rows. Does not guarantee: anything about fields
    not named; resistance to an attacker who knows that the loss was minimal (minimality attack, Wong et al. 2007).

    Errors: those of `contingency`; `parameter-out-of-range`, `metric-unknown`, `sensitive-not-named`,
    `k-exceeds-rows`, `l-exceeds-values`, `level-exceeds-height`, `lattice-too-large`; and
    `suppression-limit-infeasible`, which says the smallest limit that can be met.
    """
    _refuse_parameters(k, l, suppression_limit, sensitive)
    chosen = choose_metric(metric)
    fields = tuple(sensitive) if l > 1 else ()
    table = data if isinstance(data, Contingency) else contingency(data, hierarchies, fields)
    if missing := [name for name in hierarchies if name not in table.packing.columns]:
        raise StadtlandError("quasi-identifier-absent", missing=", ".join(missing))
    tuples = tabulate(table, hierarchies)
    rows = table.rows
    models: list[Model] = [KAnonymity(k), *(DistinctL(l, field) for field in fields)]
    _refuse_promises(tuples, k, l, fields, rows)
    top = _highest(hierarchies, highest or {})
    limit = math.floor(Fraction(str(suppression_limit)) * rows)
    scorer = chosen.on(tuples.columns, rows, len(tuples.rows))
    found = optimal(tuples, top, models, scorer, limit)
    if found.node is None:
        raise StadtlandError(
            "suppression-limit-infeasible",
            limit_rows=limit,
            rows=rows,
            smallest_rows=found.fewest_suppressed,
            smallest_share=math.ceil(found.fewest_suppressed / rows * 1e6) / 1e6,
        )
    loss = scorer.loss(found.score)
    return _solution(found.table, hierarchies, models, found, found.node, chosen.name, loss)


def _solution(
    tuples: Tuples,
    hierarchies: Mapping[str, Hierarchy],
    models: Sequence[Model],
    found: Optimum,
    node: Node,
    metric: str,
    loss: float | tuple[float, ...],
) -> Solution:
    classes = tuples.classes(node, exact=True)
    kept = np.logical_and.reduce([model.holds(classes) for model in models])
    is_kept = kept[classes.ids]
    suppressed = int(tuples.rows[~is_kept].sum())
    # All suppressed rows look alike once released ('*' everywhere): they are one class, held to the same promise.
    starred = Classes(is_kept.astype(np.intp), 2, tuples.weights, tuples.sensitive, exact=True)
    is_safe = all(bool(model.holds(starred)[0]) for model in models)
    _, first = np.unique(np.where(is_kept, classes.ids, -1), return_index=True)
    first = first[is_kept[first]]
    return Solution(
        levels={column.name: level for column, level in zip(tuples.columns, node, strict=True)},
        heights={name: hierarchy.height for name, hierarchy in hierarchies.items()},
        loss=loss,
        metric=metric,
        rows=int(tuples.rows.sum()),
        suppressed_rows=suppressed,
        withheld_rows=0 if is_safe else suppressed,
        classes=len(first),
        optimal=True,
        bound=loss,
        nodes=found.nodes,
        nodes_checked=found.checked,
        kept=pl.DataFrame(
            {
                column.name: column.labels[level][codes[first]]
                for column, codes, level in zip(tuples.columns, tuples.codes, node, strict=True)
                if level < column.height
            }
        ),
    )


def _refuse_parameters(k: int, l: int, suppression_limit: float, sensitive: Sequence[str]) -> None:  # noqa: E741
    for name, given in (("k", k), ("l", l)):
        if given < 1:
            raise StadtlandError(
                "parameter-out-of-range", parameter=name, given=given, allowed_de="ab 1", allowed_en="from 1"
            )
    if not 0 <= suppression_limit <= 1:
        raise StadtlandError(
            "parameter-out-of-range",
            parameter="suppression_limit",
            given=suppression_limit,
            allowed_de="zwischen 0 und 1",
            allowed_en="between 0 and 1",
        )
    if l > 1 and not sensitive:
        raise StadtlandError("sensitive-not-named", l=l)


def _refuse_promises(tuples: Tuples, k: int, l: int, fields: Sequence[str], rows: int) -> None:  # noqa: E741
    if rows < k:
        raise StadtlandError("k-exceeds-rows", k=k, rows=rows)
    if missing := [field for field in fields if field not in tuples.sensitive]:
        raise StadtlandError("sensitive-absent", missing=", ".join(missing))
    for field in fields:
        if tuples.sensitive[field].values < l:
            raise StadtlandError("l-exceeds-values", field=field, l=l, values=tuples.sensitive[field].values)


def _highest(hierarchies: Mapping[str, Hierarchy], caps: Mapping[str, int]) -> Node:
    for name, level in caps.items():
        if name not in hierarchies:
            raise StadtlandError("quasi-identifier-absent", missing=name)
        if not 0 <= level <= hierarchies[name].height:
            raise StadtlandError("level-exceeds-height", field=name, level=level, height=hierarchies[name].height)
    top = tuple(caps.get(name, hierarchy.height) for name, hierarchy in hierarchies.items())
    nodes = math.prod(level + 1 for level in top)
    if nodes > MOST_NODES or len(top) > MOST_FIELDS:
        raise StadtlandError(
            "lattice-too-large", nodes=nodes, most=MOST_NODES, fields=len(top), most_fields=MOST_FIELDS
        )
    return top
