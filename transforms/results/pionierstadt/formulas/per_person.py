"""An amount over the inhabitants."""

from __future__ import annotations

from decimal import Decimal

from transforms.results.exact.exactly import ratio


def per_person(amount: Decimal, persons: Decimal) -> Decimal | None:
    """amount / persons, in the unit of the amount per person; None where nobody lives."""
    return ratio(amount, persons)
