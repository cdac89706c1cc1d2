"""What one amount leaves of another."""

from __future__ import annotations

from decimal import Decimal


def less(amount: Decimal, taken: Decimal) -> Decimal:
    """amount - taken, both in one unit."""
    return amount - taken
