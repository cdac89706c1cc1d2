"""The slope of a straight line through the last values of a series: ordinary least squares.

slope = (n Σxy - Σx Σy) / (n Σx² - (Σx)²), Legendre 1805; exact decimals, so the order of rows changes no digit.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal


def trend(by_year: Mapping[int, Decimal]) -> Decimal | None:
    """Change per year in the indicator's unit; None below two years."""
    n = len(by_year)
    if n < 2:
        return None
    first = min(by_year)
    x = {year: Decimal(year - first) for year in sorted(by_year)}
    sum_x, sum_y = sum(x.values(), Decimal(0)), sum((by_year[it] for it in x), Decimal(0))
    sum_xy = sum((at * by_year[year] for year, at in x.items()), Decimal(0))
    sum_xx = sum((at * at for at in x.values()), Decimal(0))
    return (n * sum_xy - sum_x * sum_y) / (n * sum_xx - sum_x * sum_x)
