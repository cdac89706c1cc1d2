"""The privacy models that rules and agreements name, each with its parameters."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from schemas.agreement.base import Strict


class KAnonymityRule(Strict):
    """At least k rows per class."""

    model: Literal["k-anonymity"]
    k: int = Field(ge=1)


class KMapRule(Strict):
    """At least k rows of the population per class."""

    model: Literal["k-map"]
    k: int = Field(ge=1)
    subset: str | None = None


class DistinctLRule(Strict):
    """At least l distinct values of each sensitive field per class."""

    model: Literal["distinct-l-diversity", "distinct-l"]
    l: int = Field(ge=1)  # noqa: E741 - the model's own name


class EntropyLRule(Strict):
    """Entropy of at least ln l per class."""

    model: Literal["entropy-l-diversity"]
    l: float = Field(ge=1, allow_inf_nan=False)  # noqa: E741 - the model's own name
    estimator: Literal["SHANNON", "GRASSBERGER"] = "SHANNON"


class RecursiveLRule(Strict):
    """The most frequent value less than c times as frequent as those from the l-th on."""

    model: Literal["recursive-(c,l)-diversity"]
    c: float = Field(gt=0, allow_inf_nan=False)
    l: int = Field(ge=2)  # noqa: E741 - the model's own name


class TClosenessRule(Strict):
    """Every class as near to the whole table as t, all values equally far apart."""

    model: Literal["t-closeness-equal"]
    t: float = Field(ge=0, le=1)


class TClosenessHierarchicalRule(Strict):
    """Every class as near to the whole table as t, in the distance of a hierarchy of the sensitive field."""

    model: Literal["t-closeness-hierarchical"]
    t: float = Field(ge=0, le=1)
    hierarchy: str


class DPresenceRule(Strict):
    """The share of a class that is in the subset lies between min and max."""

    model: Literal["d-presence"]
    min: float = Field(ge=0, le=1)
    max: float = Field(ge=0, le=1)
    subset: str | None = None
    checks_empty: bool = True

    @model_validator(mode="after")
    def _in_order(self) -> DPresenceRule:
        if self.min > self.max:
            raise ValueError("min is above max")
        return self


class BetaRule(Strict):
    """No value gains more than β in a class."""

    model: Literal["basic-beta-likeness", "enhanced-beta-likeness"]
    beta: float = Field(gt=0, allow_inf_nan=False)


class AverageRiskRule(Strict):
    """At least 1 / risk rows per class on average."""

    model: Literal["average-reidentification-risk"]
    risk: float = Field(gt=0, le=1)


SensitiveRule = DistinctLRule | EntropyLRule | RecursiveLRule | TClosenessRule | TClosenessHierarchicalRule | BetaRule
"""Models that promise something about a sensitive field."""

SubsetRule = KMapRule | DPresenceRule
"""Models that compare a research subset with its population."""

ModelRule = Annotated[KAnonymityRule | SubsetRule | SensitiveRule | AverageRiskRule, Field(discriminator="model")]
