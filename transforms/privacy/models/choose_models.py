"""The promise that rules name, bound to one table that can keep it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.agreement.privacy_model import (
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
)
from schemas.errors import StadtlandError
from transforms.privacy.counting.tuples import Tuples
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.models.average_risk import AverageRisk
from transforms.privacy.models.bind_model import bind_model
from transforms.privacy.models.model import Model
from transforms.privacy.models.promise import Promise


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
        if isinstance(rule, AverageRiskRule):
            average = AverageRisk(rule.risk)
        elif isinstance(rule, SensitiveRule):
            for field in fields:
                _refuse_too_few_values(rule, tuples, field)
                models.append(bind_model(rule, tuples, field, files))
        else:
            _refuse_too_few_rows(rule, tuples)
            models.append(bind_model(rule, tuples, "", files))
    return Promise(models, average)


def _refuse_too_few_rows(rule: KAnonymityRule | SubsetRule, tuples: Tuples) -> None:
    if not isinstance(rule, KAnonymityRule) and tuples.population is None:
        raise StadtlandError("model-needs-subset", model=rule.model)
    if isinstance(rule, DPresenceRule):
        return
    counts = tuples.population if isinstance(rule, KMapRule) and tuples.population is not None else tuples.rows
    if counts.sum() < rule.k:
        raise StadtlandError("k-exceeds-rows", k=rule.k, rows=int(counts.sum()))


def _refuse_too_few_values(rule: SensitiveRule, tuples: Tuples, field: str) -> None:
    if isinstance(rule, DistinctLRule | EntropyLRule | RecursiveLRule):
        values = tuples.sensitive[field].values
        if values < int(rule.l):
            raise StadtlandError("l-exceeds-values", field=field, l=rule.l, values=values)
