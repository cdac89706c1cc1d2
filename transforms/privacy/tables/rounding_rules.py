"""The rules of one controlled rounding, as `stadtland tables round` writes them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schemas.errors import StadtlandError
from transforms.privacy.tables.table_rules import Dimensions, Levels, Values


class RoundingRules(BaseModel):
    """Dimensions, figures and the base. An unknown key is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    dimensions: Dimensions = Field(min_length=1)
    values: Values = Field(min_length=1)
    base: int = Field(ge=2)
    tables: list[Levels] = []
    nodes: int = Field(default=2_000, ge=1)

    @property
    def hierarchy_files(self) -> list[str]:
        """Files that the dimensions name."""
        named = [one for rule in self.dimensions.values() for one in (rule.hierarchy, *rule.also)]
        return [one for one in named if isinstance(one, str)]

    @classmethod
    def parse(cls, written: Any, *, file: str) -> RoundingRules:
        """From what a YAML file holds. Error: `rules-refused`, with every place that is wrong."""
        problem_de, problem_en = "Das sind keine Regeln.", "These are no rules."
        if isinstance(written, dict):
            try:
                return cls.model_validate(written)
            except ValidationError as error:
                problem_de = problem_en = "; ".join(
                    f"{'.'.join(str(part) for part in one['loc']) or 'rules'}: {one['msg']}"
                    for one in error.errors(include_url=False, include_input=False, include_context=False)
                )
        raise StadtlandError("rules-refused", file=file, problem_de=problem_de, problem_en=problem_en)
