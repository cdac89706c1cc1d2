"""Figures as exact decimals, so that sums and ties are the same in any order of rows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from math import isfinite


def exactly(value: float | int | None) -> Decimal | None:
    """The decimal that a person reads in the figure; None stays None, and what is no number at all becomes it."""
    return None if value is None or not isfinite(value) else Decimal(str(value))


def sum_of_stated(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is stated; None where nothing is. Whoever uses it says beside it how many are missing."""
    stated = [value for value in values if value is not None]
    return sum(stated, Decimal(0)) if stated else None


def difference(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    """`left - right`; None as soon as one of them is missing."""
    return None if left is None or right is None else left - right


def ratio(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """`part / whole`; None where one is missing or the whole is zero."""
    return None if part is None or not whole else part / whole


def rounded(value: Decimal | None, places: int) -> float | None:
    """The float of an output column: rounded here and nowhere before."""
    if value is None:
        return None
    return float(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)) + 0.0
