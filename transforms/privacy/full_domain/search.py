"""The optimal full-domain generalisation of microdata: one level per quasi-identifier, for all rows alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl

from schemas.agreement.privacy_model import DistinctLRule, KAnonymityRule, ModelRule, SensitiveRule
from schemas.errors import StadtlandError
from transforms.privacy.counting.contingency import Contingency, contingency
from transforms.privacy.counting.tabulate import tabulate
from transforms.privacy.counting.tuples import Node, Tuples
from transforms.privacy.full_domain.fewest_suppressed import fewest_suppressed
from transforms.privacy.full_domain.optimal import Optimum, optimal
from transforms.privacy.full_domain.solution import Solution
from transforms.privacy.full_domain.starred import starred
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.metrics.choose_metric import choose_metric
from transforms.privacy.metrics.metric import Metric, Scorer
from transforms.privacy.models.choose_models import choose_models
from transforms.privacy.models.model_rules import model_rules
from transforms.privacy.models.promise import Promise

MOST_NODES = 20_000_000
"""Nodes of a lattice that is still searched: 8 bytes per node and component of the score."""

MOST_FIELDS = 60
"""Quasi-identifiers: the lattice is an array with one axis per field."""


def search(
    data: pl.LazyFrame | Contingency,
    hierarchies: Mapping[str, Hierarchy],
    *,
    k: int | None = None,
    l: int = 1,  # noqa: E741 - the model's own name
    models: Sequence[Mapping[str, Any] | ModelRule] = (),
    sensitive: Sequence[str] = (),
    subset: pl.LazyFrame | Contingency | None = None,
    suppression_limit: float = 0.0,
    metric: str | Mapping[str, Any] | Metric = "loss",
    highest: Mapping[str, int] | None = None,
    files: Mapping[str, Hierarchy] | None = None,
    is_out_of_time: Callable[[], bool] | None = None,
) -> Solution:
    """The generalisation of least loss that keeps every model once some rows are suppressed.

    `k` and `l` are short for k-anonymity and distinct l-diversity; `models` names any, as rules write them
    (`{"model": "t-closeness-equal", "t": 0.2}`), each of which holds for each of the `sensitive` fields.
    Classes are the rows that share all generalised quasi-identifiers; a class that breaks a promise is suppressed
    whole; a generalisation is allowed when no more than floor(suppression_limit * rows) rows are suppressed. Suppressed
    rows are released together, as '*', where that keeps the promise, else withheld. With a lower bound of δ-presence
    they may not be withheld, for a class of which nothing is released tells who is not in the release: then a
    generalisation is allowed only if it suppresses nothing, or what may be released together.
    `highest` caps the level of a field; `files` are hierarchies of sensitive fields by the name a model gives.
    `data` is microdata, counted in one streaming pass, or a contingency table counted before (merged from
    partitions, say) over the same hierarchies. With a research `subset`, which is what `recode` then releases, all
    rows, shares and losses are the subset's, and `data` is the population that k-map and δ-presence compare it with.

    `is_out_of_time` bounds the search, not the counting before it: it is asked between two nodes, and from its first
    yes on the best allowed generalisation found so far is the answer, with `optimal` False and `bound` a loss that no
    allowed generalisation is below. While none is found yet the search goes on, until one is or none is left.

    Guarantees: each class that `recode` releases keeps the promise; among all allowed generalisations none loses
    less; the same input gives the same answer, whatever the order of rows. Does not guarantee: anything about fields
    not named; resistance to an attacker who knows that the loss was minimal (minimality attack, Wong et al. 2007).

    Errors: those of `contingency`, `model_rules` and `choose_models`; `promise-none`, `parameter-out-of-range`,
    `metric-unknown`, `sensitive-not-named`, `model-needs-sensitive`, `subset-not-in-data`, `level-exceeds-height`,
    `lattice-too-large`; `suppression-limit-infeasible`, which says the smallest limit that can be met, and
    `no-generalisation-will-do` where no limit is enough.
    """
    _refuse_parameters(1 if k is None else k, l, suppression_limit, sensitive)
    chosen = choose_metric(metric)
    rules = _rules(k, l, models, sensitive)
    fields = tuple(sensitive) if any(isinstance(rule, SensitiveRule) for rule in rules) else ()
    table = data if isinstance(data, Contingency) else contingency(data, hierarchies, fields)
    if missing := [name for name in hierarchies if name not in table.packing.columns]:
        raise StadtlandError("quasi-identifier-absent", missing=", ".join(missing))
    drawn = contingency(subset, hierarchies, table.sensitive) if isinstance(subset, pl.LazyFrame) else subset
    tuples = tabulate(table, hierarchies, subset=drawn)
    rows = int(tuples.rows.sum())
    promise = choose_models(rules, tuples, fields, files or {})
    top = _highest(hierarchies, highest or {})
    limit = math.floor(Fraction(str(suppression_limit)) * rows)
    scorer = chosen.on(tuples.columns, rows, int(np.count_nonzero(tuples.rows)))
    found = optimal(tuples, top, promise, scorer, limit, is_out_of_time)
    if found.node is None:
        smallest = fewest_suppressed(tuples, top, promise, is_out_of_time)
        if smallest is None:
            raise StadtlandError("no-generalisation-will-do")
        raise StadtlandError(
            "suppression-limit-infeasible",
            limit_rows=limit,
            rows=rows,
            smallest_rows=smallest,
            smallest_share=math.ceil(smallest / rows * 1e6) / 1e6,
        )
    return _solution(found.table, hierarchies, promise, found, found.node, chosen.name, scorer)


def _rules(
    k: int | None,
    l: int,  # noqa: E741
    models: Sequence[Mapping[str, Any] | ModelRule],
    sensitive: Sequence[str],
) -> list[ModelRule]:
    rules = model_rules(models)
    if k is None and l == 1 and not rules:
        raise StadtlandError("promise-none")
    if (needy := [rule.model for rule in rules if isinstance(rule, SensitiveRule)]) and not sensitive:
        raise StadtlandError("model-needs-sensitive", model=", ".join(needy))
    if k is not None:
        rules.append(KAnonymityRule(model="k-anonymity", k=k))
    if l > 1:
        rules.append(DistinctLRule(model="distinct-l-diversity", l=l))
    return rules


def _solution(
    tuples: Tuples,
    hierarchies: Mapping[str, Hierarchy],
    promise: Promise,
    found: Optimum,
    node: Node,
    metric: str,
    scorer: Scorer,
) -> Solution:
    classes = tuples.classes(node)
    loss, bound = scorer.loss(found.score), scorer.loss(found.bound)
    kept = promise.kept(classes)
    is_kept, has_rows = kept[classes.ids], (classes.rows > 0)[classes.ids]
    is_suppressed = ~is_kept & has_rows
    suppressed = int(tuples.rows[is_suppressed].sum())
    released = np.flatnonzero(is_kept & has_rows)
    first = released[np.unique(classes.ids[released], return_index=True)[1]]
    # All suppressed rows look alike once released ('*' everywhere): they are one class, held to the same promise.
    is_safe = promise.lets_star(starred(tuples, classes, kept), len(first))
    return Solution(
        levels={column.name: level for column, level in zip(tuples.columns, node, strict=True)},
        heights={name: hierarchy.height for name, hierarchy in hierarchies.items()},
        loss=loss,
        metric=metric,
        rows=int(tuples.rows.sum()),
        suppressed_rows=suppressed,
        withheld_rows=0 if is_safe else suppressed,
        classes=len(first),
        optimal=bound == loss,
        bound=bound,
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
