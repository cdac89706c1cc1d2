"""The strictest parameter of a model that classes keep: what a release shows where a promise was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.models.basic_beta import BasicBeta
from transforms.privacy.models.d_presence import DPresence
from transforms.privacy.models.distinct_l import DistinctL
from transforms.privacy.models.enhanced_beta import EnhancedBeta
from transforms.privacy.models.entropy_l import EntropyL
from transforms.privacy.models.k_anonymity import KAnonymity
from transforms.privacy.models.k_map import KMap
from transforms.privacy.models.model import Model
from transforms.privacy.models.t_closeness import TCloseness
from transforms.privacy.models.t_closeness_hierarchical import TClosenessHierarchical

_LARGEST = 2.0**60
_LARGEST_LOG = 2.0**9
"""Above every -ln p, which bounds what enhanced β can be."""

_DIGITS = 10
"""Models take what equals a promise up to 1e-12 for kept."""


def parameter_kept(model: Model, classes: Classes) -> float | None:
    """The figure that stands where the promise stands, over the classes that have rows; None where no value would do.

    k of k-anonymity and k-map and l of distinct l-diversity are counted. For δ-presence it is the share that breaks a
    bound, else the largest; a class of the population without rows has share 0. The others are asked of the model
    itself, halving what is left until ten digits are known: the least t, β or c, or the largest entropy l, that it
    says is kept. Cost: one look at the classes per count, about fifty per question.
    """
    released = classes.rows > 0
    if isinstance(model, KAnonymity):
        return float(classes.rows[released].min())
    if isinstance(model, KMap):
        return float(classes.population[released].min())
    if isinstance(model, DistinctL):
        return float(classes.distinct(model.field)[released].min())
    if isinstance(model, DPresence):
        return _share(model, classes)

    def holds(value: float) -> bool:
        asked: Model = replace(cast("Any", model), **{name: value})
        return bool(asked.holds(classes)[released].all())

    if isinstance(model, EntropyL):
        name = "l"
        return _last(holds, 1.0, float(classes.rows.max()) + 1.0)
    if isinstance(model, TCloseness | TClosenessHierarchical):
        name = "t"
        return _first(holds, 1.0)
    name = "beta" if isinstance(model, BasicBeta) else "c"
    return _first(holds, _LARGEST_LOG if isinstance(model, EnhancedBeta) else _LARGEST)


def _share(model: DPresence, classes: Classes) -> float:
    counted = (classes.population > 0) if model.checks_empty else (classes.rows > 0)
    shares: NDArray[np.float64] = classes.rows[counted] / classes.population[counted]
    least, most = float(shares.min()), float(shares.max())
    return least if least < model.least else most


def _first(holds: Callable[[float], bool], most: float) -> float | None:
    """The least value from 0 that holds."""
    if holds(0.0):
        return 0.0
    if not holds(most):
        return None
    low, high = 0.0, 1.0
    while high < most and not holds(high):
        low, high = high, min(2 * high, most)
    return _rounded(_halved(holds, low, high)[1])


def _last(holds: Callable[[float], bool], low: float, high: float) -> float | None:
    """The largest value that holds, from one that may to one that does not."""
    if not holds(low):
        return None
    return _rounded(_halved(lambda value: not holds(value), low, high)[0])


def _halved(holds: Callable[[float], bool], low: float, high: float) -> tuple[float, float]:
    """Neighbours, low where it does not hold and high where it does."""
    while high - low > high * 10.0 ** -(_DIGITS + 1):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (low, middle) if holds(middle) else (middle, high)
    return low, high


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")
