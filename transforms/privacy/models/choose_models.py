"""The promise that rules name, bound to one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from schemas.errors import StadtlandError
from transforms.privacy.counting.tuples import Tuples
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.models.average_risk import AverageRisk
from transforms.privacy.models.basic_beta import BasicBeta
from transforms.privacy.models.d_presence import DPresence
from transforms.privacy.models.distinct_l import DistinctL
from transforms.privacy.models.enhanced_beta import EnhancedBeta
from transforms.privacy.models.entropy_l import EntropyL
from transforms.privacy.models.k_anonymity import KAnonymity
from transforms.privacy.models.k_map import KMap
from transforms.privacy.models.model import Model
from transforms.privacy.models.model_rules import (
    AverageRiskRule,
    DistinctLRule,
    DPresenceRule,
    EntropyLRule,
    KAnonymityRule,
    KMapRule,
    ModelRule,
    RecursiveLRule,
    SensitiveRule,
    SubsetRule,
    TClosenessHierarchicalRule,
    TClosenessRule,
)
from transforms.privacy.models.promise import Promise
from transforms.privacy.models.recursive_l import RecursiveL
from transforms.privacy.models.t_closeness import TCloseness
from transforms.privacy.models.t_closeness_hierarchical import TClosenessHierarchical


def choose_models(
    rules: Sequence[ModelRule], tuples: Tuples, fields: Sequence[str], files: Mapping[str, Hierarchy]
) -> Promise:
    """The models of `rules` for each of the sensitive `fields`; `files` are hierarchies by name.

    Errors: `k-exceeds-rows`, `l-exceeds-values`, `model-needs-subset`, `sensitive-absent`, `hierarchy-absent`,
    `hierarchy-misses-value`.
    """
    if missing := [field for field in fields if field not in tuples.sensitive]:
        raise StadtlandError("sensitive-absent", missing=", ".join(missing))
    models: list[Model] = []
    average = None
    for rule in rules:
        if isinstance(rule, SensitiveRule):
            models += [_of_field(rule, tuples, field, files) for field in fields]
        elif isinstance(rule, AverageRiskRule):
            average = AverageRisk(rule.risk)
        else:
            models.append(_of_rows(rule, tuples))
    return Promise(models, average)


def _of_rows(rule: KAnonymityRule | SubsetRule, tuples: Tuples) -> Model:
    if not isinstance(rule, KAnonymityRule) and tuples.population is None:
        raise StadtlandError("model-needs-subset", model=rule.model)
    if isinstance(rule, DPresenceRule):
        return DPresence(rule.min, rule.max, rule.checks_empty)
    counts = tuples.population if isinstance(rule, KMapRule) and tuples.population is not None else tuples.rows
    if counts.sum() < rule.k:
        raise StadtlandError("k-exceeds-rows", k=rule.k, rows=int(counts.sum()))
    return KMap(rule.k) if isinstance(rule, KMapRule) else KAnonymity(rule.k)


def _of_field(rule: SensitiveRule, tuples: Tuples, field: str, files: Mapping[str, Hierarchy]) -> Model:
    if isinstance(rule, DistinctLRule | EntropyLRule | RecursiveLRule):
        values = tuples.sensitive[field].values
        if values < int(rule.l):
            raise StadtlandError("l-exceeds-values", field=field, l=rule.l, values=values)
        if isinstance(rule, DistinctLRule):
            return DistinctL(rule.l, field)
        if isinstance(rule, EntropyLRule):
            return EntropyL(rule.l, field, rule.estimator)
        return RecursiveL(rule.c, rule.l, field)
    whole = _whole(tuples, field)
    if isinstance(rule, TClosenessRule):
        return TCloseness(rule.t, field, whole)
    if isinstance(rule, TClosenessHierarchicalRule):
        return _hierarchical(rule, tuples, field, whole, files)
    return (BasicBeta if rule.model == "basic-beta-likeness" else EnhancedBeta)(rule.beta, field, whole)


def _hierarchical(
    rule: TClosenessHierarchicalRule,
    tuples: Tuples,
    field: str,
    whole: tuple[float, ...],
    files: Mapping[str, Hierarchy],
) -> Model:
    hierarchy = files.get(rule.hierarchy) if isinstance(rule.hierarchy, str) else rule.hierarchy
    if hierarchy is None:
        raise StadtlandError("hierarchy-absent", field=field)
    pairs, known = tuples.sensitive[field], set(hierarchy.leaves.to_list())
    is_unknown = np.array([name not in known for name in pairs.names], dtype=np.bool_)
    if is_unknown.any():
        rows = int(pairs.rows[is_unknown[pairs.value_of]].sum())
        raise StadtlandError("hierarchy-misses-value", field=field, values=int(is_unknown.sum()), rows=rows)
    return TClosenessHierarchical.of(rule.t, field, whole, [*pairs.names, None], hierarchy)


def _whole(tuples: Tuples, field: str) -> tuple[float, ...]:
    """Share of each value among all rows, that of "missing" last."""
    pairs, rows = tuples.sensitive[field], int(tuples.rows.sum())
    known = np.bincount(pairs.value_of, weights=pairs.rows, minlength=pairs.values)
    return tuple((np.append(known, rows - known.sum()) / max(1, rows)).tolist())
