"""Rules of protection that somebody writes into a file of their own: taken whole, or refused whole."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from schemas.agreement.refused_places import refused_places
from schemas.errors import StadtlandError


class WrittenRules(BaseModel):
    """The rules of one command. An unknown key is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def parse(cls, written: Any, *, file: str) -> Self:
        """From what a YAML file holds. Error: `rules-refused`, with every place that is wrong."""
        problem_de, problem_en = "Das sind keine Regeln.", "These are no rules."
        if isinstance(written, dict):
            try:
                return cls.model_validate(written)
            except ValidationError as error:
                problem_de = problem_en = refused_places(error)
        raise StadtlandError("rules-refused", file=file, problem_de=problem_de, problem_en=problem_en)
