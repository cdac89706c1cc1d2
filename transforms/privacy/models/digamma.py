"""The digamma function: the derivative of the logarithm of gamma."""

from __future__ import annotations

import math

_LARGE = 12.0


def digamma(x: float) -> float:
    """Digamma of x > 0, right to about 1e-14 (Abramowitz and Stegun 1964, 6.3.5 and 6.3.18)."""
    small = 0.0
    while x < _LARGE:
        small -= 1.0 / x
        x += 1.0
    square = 1.0 / (x * x)
    tail = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132)))))
    return small + math.log(x) - 0.5 / x - tail
