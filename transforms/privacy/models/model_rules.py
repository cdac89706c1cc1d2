"""Reads the privacy models of rules; their language is `schemas.agreement.privacy_model`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from schemas.agreement.privacy_model import ModelRule
from schemas.agreement.refused_places import refused_places
from schemas.errors import StadtlandError

_MODELS: TypeAdapter[list[ModelRule]] = TypeAdapter(list[ModelRule])


def model_rules(written: Sequence[Mapping[str, Any] | BaseModel]) -> list[ModelRule]:
    """The models, each with its parameters. Errors: `models-refused`, with every place that is wrong."""
    try:
        return _MODELS.validate_python(list(written))
    except ValidationError as error:
        found = refused_places(error, whole="models")
    raise StadtlandError("models-refused", problem_de=found, problem_en=found)
