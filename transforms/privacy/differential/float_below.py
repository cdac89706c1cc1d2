"""The largest float that is not above an exact number: rounding may cost noise, never privacy."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction


def float_below(number: Decimal | Fraction) -> float:
    """`number` as a float, rounded down: 0.1 gives 0.09999999999999999, since the float 0.1 lies above 0.1."""
    near = float(number)
    return near if Fraction(near) <= Fraction(number) else math.nextafter(near, -math.inf)
