"""The models of a promise that is kept class by class, as rules write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from schemas.agreement.privacy_model import (
    AverageRiskRule,
    DistinctLRule,
    KAnonymityRule,
    ModelRule,
    SensitiveRule,
    SubsetRule,
)
from schemas.errors import StadtlandError
from transforms.privacy.models.model_rules import model_rules


def rules_of_rows(
    k: int | None,
    l: int,  # noqa: E741 - the model's own name
    models: Sequence[Mapping[str, Any] | ModelRule],
    sensitive: Sequence[str],
) -> list[ModelRule]:
    """`models` with k-anonymity and distinct l-diversity where `k` and `l` ask for them.

    Errors: `parameter-out-of-range`, `promise-none`, `sensitive-not-named`, `model-needs-sensitive`, those of
    `model_rules`, and `model-not-local` for the average risk, which speaks of all classes together, and for models of a
    research subset, whose population would match several classes at a time.
    """
    for name, given in (("k", 1 if k is None else k), ("l", l)):
        if given < 1:
            raise StadtlandError(
                "parameter-out-of-range", parameter=name, given=given, allowed_de="ab 1", allowed_en="from 1"
            )
    if l > 1 and not sensitive:
        raise StadtlandError("sensitive-not-named", l=l)
    rules = model_rules(models)
    if k is None and l == 1 and not rules:
        raise StadtlandError("promise-none")
    if (needy := [rule.model for rule in rules if isinstance(rule, SensitiveRule)]) and not sensitive:
        raise StadtlandError("model-needs-sensitive", model=", ".join(needy))
    if strange := [rule.model for rule in rules if isinstance(rule, AverageRiskRule | SubsetRule)]:
        raise StadtlandError("model-not-local", model=", ".join(strange))
    if k is not None:
        rules.append(KAnonymityRule(model="k-anonymity", k=k))
    if l > 1:
        rules.append(DistinctLRule(model="distinct-l-diversity", l=l))
    return rules
