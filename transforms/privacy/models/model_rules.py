"""Reads the privacy models of rules; their language is `schemas.agreement.privacy_model`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from schemas.agreement.privacy_model import (
    AverageRiskRule,
    BetaRule,
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
from schemas.errors import StadtlandError

__all__ = [
    "AverageRiskRule",
    "BetaRule",
    "DPresenceRule",
    "DistinctLRule",
    "EntropyLRule",
    "KAnonymityRule",
    "KMapRule",
    "ModelRule",
    "RecursiveLRule",
    "SensitiveRule",
    "SubsetRule",
    "TClosenessHierarchicalRule",
    "TClosenessRule",
    "model_rules",
]

_MODELS: TypeAdapter[list[ModelRule]] = TypeAdapter(list[ModelRule])


def model_rules(written: Sequence[Mapping[str, Any] | BaseModel]) -> list[ModelRule]:
    """The models, each with its parameters. Errors: `models-refused`, with every place that is wrong."""
    try:
        return _MODELS.validate_python(list(written))
    except ValidationError as error:
        found = "; ".join(
            f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}"
            for one in error.errors(include_url=False, include_input=False, include_context=False)
        )
    raise StadtlandError("models-refused", problem_de=found, problem_en=found)
