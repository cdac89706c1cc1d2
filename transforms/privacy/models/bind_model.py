"""The model that one rule names, bound to one table; it does not ask whether the table can keep it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from schemas.agreement.privacy_model import (
    BetaRule,
    DistinctLRule,
    DPresenceRule,
    EntropyLRule,
    KAnonymityRule,
    KMapRule,
    RecursiveLRule,
    SensitiveRule,
    SubsetRule,
    TClosenessHierarchicalRule,
    TClosenessRule,
)
from schemas.errors import StadtlandError
from transforms.privacy.counting.tuples import Tuples
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.models.basic_beta import BasicBeta
from transforms.privacy.models.d_presence import DPresence
from transforms.privacy.models.distinct_l import DistinctL
from transforms.privacy.models.enhanced_beta import EnhancedBeta
from transforms.privacy.models.entropy_l import EntropyL
from transforms.privacy.models.k_anonymity import KAnonymity
from transforms.privacy.models.k_map import KMap
from transforms.privacy.models.model import Model
from transforms.privacy.models.recursive_l import RecursiveL
from transforms.privacy.models.t_closeness import TCloseness
from transforms.privacy.models.t_closeness_hierarchical import TClosenessHierarchical


def bind_model(
    rule: KAnonymityRule | SubsetRule | SensitiveRule, tuples: Tuples, field: str, files: Mapping[str, Hierarchy]
) -> Model:
    """The model of `rule`, about the sensitive `field` where it is about one; `files` are hierarchies by name.

    Errors: `hierarchy-absent`, `hierarchy-misses-value`.
    """
    match rule:
        case KMapRule():
            return KMap(rule.k)
        case KAnonymityRule():
            return KAnonymity(rule.k)
        case DPresenceRule():
            return DPresence(rule.min, rule.max, rule.checks_empty)
        case DistinctLRule():
            return DistinctL(rule.l, field)
        case EntropyLRule():
            return EntropyL(rule.l, field, rule.estimator)
        case RecursiveLRule():
            return RecursiveL(rule.c, rule.l, field)
        case TClosenessRule():
            return TCloseness(rule.t, field, _whole(tuples, field))
        case TClosenessHierarchicalRule():
            return _hierarchical(rule, tuples, field, files)
        case BetaRule():
            of_beta = BasicBeta if rule.model == "basic-beta-likeness" else EnhancedBeta
            return of_beta(rule.beta, field, _whole(tuples, field))


def _hierarchical(
    rule: TClosenessHierarchicalRule, tuples: Tuples, field: str, files: Mapping[str, Hierarchy]
) -> Model:
    hierarchy = files.get(rule.hierarchy) if isinstance(rule.hierarchy, str) else rule.hierarchy
    if hierarchy is None:
        raise StadtlandError("hierarchy-absent", field=field)
    pairs, known = tuples.sensitive[field], set(hierarchy.leaves.to_list())
    is_unknown = np.array([name not in known for name in pairs.names], dtype=np.bool_)
    if is_unknown.any():
        rows = int(pairs.rows[is_unknown[pairs.value_of]].sum())
        raise StadtlandError("hierarchy-misses-value", field=field, values=int(is_unknown.sum()), rows=rows)
    return TClosenessHierarchical.of(rule.t, field, _whole(tuples, field), [*pairs.names, None], hierarchy)


def _whole(tuples: Tuples, field: str) -> tuple[float, ...]:
    """Share of each value among all rows, that of "missing" last."""
    pairs, rows = tuples.sensitive[field], int(tuples.rows.sum())
    known = np.bincount(pairs.value_of, weights=pairs.rows, minlength=pairs.values)
    return tuple((np.append(known, rows - known.sum()) / max(1, rows)).tolist())
