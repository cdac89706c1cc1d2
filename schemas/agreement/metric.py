"""How the loss of a release is counted: the metrics that rules and agreements name."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from schemas.agreement.base import Strict


class LossRule(Strict):
    """Iyengar's loss."""

    name: Literal["loss"]
    suppression_factor: float = Field(default=0.5, ge=0, le=1)
    aggregate: Literal["geometric-mean", "rank"] = "geometric-mean"


class CountingRule(Strict):
    """A metric that may or may not count suppressed rows."""

    name: Literal["non-uniform-entropy", "discernibility"]
    counts_suppressed: bool | None = None


class PlainMetricRule(Strict):
    """A metric without parameters."""

    name: Literal["average-class-size", "precision", "ambiguity"]


def _named(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


MetricRule = Annotated[
    Annotated[LossRule | CountingRule | PlainMetricRule, Field(discriminator="name")], BeforeValidator(_named)
]
"""By name alone (`loss`), or with parameters (`{name: loss, aggregate: rank}`)."""

SearchRule = Literal["optimal", "local-strict", "local-relaxed"]
"""`optimal`: one level per field for all rows, proven best. `local-…`: each class as fine as it can be."""
