"""Local recoding of microdata: classes as fine as they can be, each at levels of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.agreement.privacy_model import ModelRule, SensitiveRule
from schemas.errors import StadtlandError
from transforms.privacy.counting.contingency import Contingency, contingency
from transforms.privacy.counting.grouping import numbered
from transforms.privacy.counting.tabulate import tabulate
from transforms.privacy.counting.tuples import Tuples
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.local.keeps import keeps
from transforms.privacy.local.local_solution import LocalSolution
from transforms.privacy.local.recode_locally import level_column
from transforms.privacy.local.released_classes import released_classes
from transforms.privacy.local.released_loss import labels_lose, refuse_metric, released_loss
from transforms.privacy.local.rules_of_rows import rules_of_rows
from transforms.privacy.local.shape import Shape
from transforms.privacy.local.split_for_k import split_for_k
from transforms.privacy.local.split_for_promise import split_for_promise
from transforms.privacy.local.with_suppression import Recoded, with_suppression
from transforms.privacy.metrics.choose_metric import choose_metric
from transforms.privacy.metrics.metric import Metric
from transforms.privacy.models.choose_models import choose_models
from transforms.privacy.models.k_anonymity import KAnonymity
from transforms.privacy.models.promise import Promise


def local_recoding(
    data: pl.LazyFrame | Contingency,
    hierarchies: Mapping[str, Hierarchy],
    *,
    strict: bool,
    k: int | None = None,
    l: int = 1,  # noqa: E741 - the model's own name
    models: Sequence[Mapping[str, Any] | ModelRule] = (),
    sensitive: Sequence[str] = (),
    metric: str | Mapping[str, Any] | Metric = "loss",
    highest: Mapping[str, int] | None = None,
    suppression_limit: float = 0.0,
    files: Mapping[str, Hierarchy] | None = None,
) -> LocalSolution:
    """Levels for each tuple of quasi-identifiers such that every class of the release keeps every model.

    All rows begin as the classes of the coarsest node (`highest`, else '*' everywhere). A class is split on one field
    one level down, again and again, by the split that loses least in the end (see `split_for_k`), while the promise
    holds. `strict`: into all its groups at the next level, and only when each of them keeps the promise. Relaxed:
    groups that keep it are split off; the others stay together at the class's labels, with as much of the groups that
    could go as they need to keep it too. `k`, `l`, `models`, `sensitive`, `metric` and `files` are those of the
    full-domain `search`; splits are chosen by Iyengar's loss whatever the metric, which then says what was lost.
    With a `suppression_limit` rows that keep others coarse may be suppressed, see `with_suppression`: '*' in all
    quasi-identifiers, or withheld where all that is '*' everywhere would break the promise.

    Guarantees: every class of rows that show the same labels keeps the promise, measured on the labels as they are
    released; each label stands above the raw value in its hierarchy; no more than floor(suppression_limit * rows) rows
    are suppressed, none without a limit; the same answer whatever the order of the rows and however they are
    partitioned. Does not guarantee: the least loss.
    Strict: every group that a coarse label could stand for is as coarse, so the label does not tell what it is not.
    Relaxed: rows of one column stand at different levels side by side. Who finds "30-39" beside a class of "31" that
    is otherwise alike learns that the former are probably no 31, and who knows the method may exclude more
    (minimality attack, Wong et al. 2007): against such an attacker fewer than k rows may remain.

    Source: top-down specialisation (Fung, Wang and Yu 2005), local recoding (Xu et al. 2006, section 3). Cost: about
    linear in tuples times splits for k-anonymity; for other models a few passes over the open tuples per round.

    Errors: those of `contingency`, `model_rules` and `choose_models`; `promise-none`, `parameter-out-of-range`,
    `sensitive-not-named`, `model-needs-sensitive`, `model-not-local`, `metric-unknown`, `metric-not-local`,
    `level-exceeds-height`, `recoding-breaks-promise` (a fault of the search, if it ever had one), and
    `coarsest-breaks-promise`, with a limit `suppression-limit-infeasible`, with the rows that no allowed recoding can
    protect.
    """
    if not 0 <= suppression_limit <= 1:
        raise StadtlandError(
            "parameter-out-of-range",
            parameter="suppression_limit",
            given=suppression_limit,
            allowed_de="zwischen 0 und 1",
            allowed_en="between 0 and 1",
        )
    chosen = choose_metric(metric)
    refuse_metric(chosen)
    rules = rules_of_rows(k, l, models, sensitive)
    fields = tuple(sensitive) if any(isinstance(rule, SensitiveRule) for rule in rules) else ()
    top = _highest(hierarchies, highest or {})
    table = data if isinstance(data, Contingency) else contingency(data, hierarchies, fields)
    if missing := [name for name in hierarchies if name not in table.packing.columns]:
        raise StadtlandError("quasi-identifier-absent", missing=", ".join(missing))
    tuples = tabulate(table, hierarchies)
    promise = choose_models(rules, tuples, fields, files or {})
    stars = np.array([hierarchy.height for hierarchy in hierarchies.values()], dtype=np.int16)

    def recode(gone: NDArray[np.bool_]) -> Recoded:
        levels = np.repeat(stars[np.newaxis], len(tuples.rows), axis=0)
        left = tuples.part(~gone) if gone.any() else tuples
        levels[~gone] = _levels(left, promise, top, strict=strict)
        kept = released_classes(left, hierarchies, levels[~gone])
        if not keeps(kept, promise):  # stay coarse
            levels[~gone] = top.astype(np.int16)
            kept = released_classes(left, hierarchies, levels[~gone])
        loss = released_loss(chosen, tuples, levels, kept.rows, gone)
        shown = released_classes(tuples, hierarchies, levels)
        return Recoded(levels, gone, loss, labels_lose(tuples, levels), shown.ids)

    limit = math.floor(Fraction(str(suppression_limit)) * int(tuples.rows.sum()))
    found = with_suppression(tuples, top, promise, limit if suppression_limit > 0 else None, recode)
    gone, levels = found.is_suppressed, found.levels
    suppressed = int(tuples.rows[gone].sum())
    is_out = gone if suppressed and not _may_star(tuples, hierarchies, found, promise) else np.zeros_like(gone)
    raw = np.zeros_like(levels)
    return LocalSolution(
        strict=strict,
        levels={
            column.name: _rows_per_level(levels[~gone, place], tuples.rows[~gone])
            for place, column in enumerate(tuples.columns)
        },
        heights={name: hierarchy.height for name, hierarchy in hierarchies.items()},
        loss=found.loss,
        metric=chosen.name,
        rows=int(tuples.rows.sum()),
        classes=len(np.unique(found.classes[~gone])),
        bound=released_loss(chosen, tuples, raw, tuples.weights, np.zeros_like(gone)),
        released=_released(table, levels, ~is_out),
        suppressed_rows=suppressed,
        withheld_rows=int(tuples.rows[is_out].sum()),
    )


def _may_star(tuples: Tuples, hierarchies: Mapping[str, Hierarchy], found: Recoded, promise: Promise) -> bool:
    """Whether the suppressed rows, with whoever else is '*' everywhere, keep the promise as one class."""
    classes = released_classes(tuples, hierarchies, found.levels)
    return bool(promise.kept(classes)[classes.ids[found.is_suppressed]].all())


def _levels(tuples: Tuples, promise: Promise, top: NDArray[np.int64], *, strict: bool) -> NDArray[np.int16]:
    """Per tuple and column, from the classes of the coarsest node down; all of these keep the promise."""
    if not len(tuples.rows):
        return np.zeros((0, len(top)), dtype=np.int16)
    coarsest = tuples.classes(tuple(top.tolist()))
    ids, _ = numbered(coarsest.ids)
    shape = Shape.of(tuples)
    if promise.average is None and all(isinstance(model, KAnonymity) for model in promise.models):
        k = max(model.k for model in promise.models if isinstance(model, KAnonymity))
        order = np.argsort(ids, kind="stable")
        starts = np.concatenate((np.searchsorted(ids[order], np.arange(ids.max() + 1)), [len(ids)]))
        return split_for_k(shape, starts, order, top, k, strict=strict)
    return split_for_promise(tuples, shape, ids, top, promise, strict=strict)


def _highest(hierarchies: Mapping[str, Hierarchy], caps: Mapping[str, int]) -> NDArray[np.int64]:
    for name, level in caps.items():
        if name not in hierarchies:
            raise StadtlandError("quasi-identifier-absent", missing=name)
        if not 0 <= level <= hierarchies[name].height:
            raise StadtlandError("level-exceeds-height", field=name, level=level, height=hierarchies[name].height)
    return np.array([caps.get(name, hierarchy.height) for name, hierarchy in hierarchies.items()], dtype=np.int64)


def _rows_per_level(levels: NDArray[np.int16], rows: NDArray[np.int64]) -> dict[int, int]:
    counts = np.bincount(levels, weights=rows)
    return {level: int(count) for level, count in enumerate(counts.tolist()) if count}


def _released(table: Contingency, levels: NDArray[np.int16], stays: NDArray[np.bool_]) -> pl.DataFrame:
    keys = table.cells.select(table.packing.words).unique(maintain_order=True)  # cells are sorted: in order of tuples
    known = keys.with_columns(pl.Series(level_column(place), column) for place, column in enumerate(levels.T))
    return known if stays.all() else known.filter(pl.Series(stays))
