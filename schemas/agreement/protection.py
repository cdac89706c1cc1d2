"""What is promised for personal data, and what a broken rule does."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from schemas.agreement.base import Share, Strict
from schemas.agreement.method_rule import CellsMethod
from schemas.agreement.metric import LossRule, MetricRule, SearchRule
from schemas.agreement.privacy_model import (
    AverageRiskRule,
    DistinctLRule,
    KAnonymityRule,
    ModelRule,
    SensitiveRule,
    SubsetRule,
    TClosenessHierarchicalRule,
)


class Protection(Strict):
    """The promise for one dataset of personal data: measured again from the final bytes."""

    k: int = Field(ge=2, description="Rows per class of quasi-identifiers, at least.")
    l: int = Field(default=1, ge=1, description="Distinct sensitive values per class, at least.")  # noqa: E741 - the model's own name
    models: list[ModelRule] = Field(default_factory=list, description="Promises beside k and l.")
    suppress_at_most: Share = 0.0
    metric: MetricRule = LossRule(name="loss")
    search: SearchRule = "optimal"
    method: CellsMethod | None = Field(
        default=None,
        description="Instead of a search: suppress-cells, which generalises nothing; k counts rows that fit.",
    )
    reason: str = Field(description="The law or the decision behind the numbers.")

    @model_validator(mode="after")
    def _each_promise_once(self) -> Protection:
        kinds = [rule.model for rule in self.models]
        if twice := sorted({kind for kind in kinds if kinds.count(kind) > 1}):
            raise ValueError(f"models: {', '.join(twice)} more than once")
        for rule in self.models:
            if isinstance(rule, KAnonymityRule | DistinctLRule):
                raise ValueError(
                    f"models: {rule.model} is what {'k' if isinstance(rule, KAnonymityRule) else 'l'} says"
                )
            if isinstance(rule, SubsetRule):
                raise ValueError(f"models: {rule.model} compares with a population, which no dataset here names")
            if isinstance(rule, AverageRiskRule) and self.search != "optimal":
                raise ValueError(f"models: {rule.model} is kept by suppressing rows, so search: optimal")
        return self

    @model_validator(mode="after")
    def _a_method_generalises_nothing(self) -> Protection:
        if self.method is None:
            return self
        of_searches = ("search", "metric", "suppress_at_most", "models", "l")
        if unfit := [name for name in of_searches if name in self.model_fields_set and getattr(self, name) != 1]:
            raise ValueError(f"method {self.method.name} promises k and nothing else: leave out {', '.join(unfit)}")
        return self

    @property
    def needs_sensitive(self) -> bool:
        """Whether a promise is about a sensitive field."""
        return self.l > 1 or any(isinstance(rule, SensitiveRule) for rule in self.models)

    @property
    def hierarchies(self) -> list[str]:
        """Hierarchies of sensitive fields that models name."""
        return [rule.hierarchy for rule in self.models if isinstance(rule, TClosenessHierarchicalRule)]


class Tolerance(Strict):
    """What a broken rule does: `stop` the run, `quarantine` the rows, or `warn` and keep them."""

    effect: Literal["stop", "quarantine", "warn"] = "quarantine"
    at_most: Share = Field(default=1.0, description="Share of rows that may break it before the run stops.")
    reason: str | None = None
