"""The metric that rules or an agreement name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from schemas.errors import StadtlandError
from transforms.privacy.metrics.ambiguity import Ambiguity
from transforms.privacy.metrics.average_class_size import AverageClassSize
from transforms.privacy.metrics.discernibility import Discernibility
from transforms.privacy.metrics.loss import Loss
from transforms.privacy.metrics.metric import Metric
from transforms.privacy.metrics.non_uniform_entropy import NonUniformEntropy
from transforms.privacy.metrics.precision import Precision

_METRICS: dict[str, Callable[..., Metric]] = {
    "loss": Loss,
    "non-uniform-entropy": NonUniformEntropy,
    "discernibility": Discernibility,
    "average-class-size": AverageClassSize,
    "precision": Precision,
    "ambiguity": Ambiguity,
}


def choose_metric(metric: str | Mapping[str, Any] | Metric) -> Metric:
    """By name (`loss`), by name and parameters (`{name: loss, suppression_factor: 0.3}`), or as it is.

    Errors: `metric-unknown` for a name or a parameter that there is not.
    """
    if not isinstance(metric, str | Mapping):
        return metric
    asked = {"name": metric} if isinstance(metric, str) else dict(metric)
    name = str(asked.pop("name", ""))
    made = _METRICS.get(name)
    if made is None or not set(asked) <= set(made.__dataclass_fields__):  # type: ignore[attr-defined]
        known = ", ".join(_METRICS)
        raise StadtlandError("metric-unknown", metric=" ".join([name, *map(str, asked)]).strip(), known=known)
    return made(**asked)
