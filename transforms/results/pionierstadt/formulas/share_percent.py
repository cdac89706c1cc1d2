"""A part of a whole in per cent."""

from __future__ import annotations

from decimal import Decimal

from transforms.results.exact.exactly import ratio


def share_percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """100 x part / whole; None where the whole is zero."""
    share = ratio(part, whole)
    return None if share is None else 100 * share
