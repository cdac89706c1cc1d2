"""How many decimal places the figures of a finding are shown with."""

from __future__ import annotations

from decimal import Decimal

_USUAL = 3


def places(tolerance: Decimal | None) -> int:
    """Three, and as many more as it takes to see a difference that is just above its tolerance.

    A share may be off by half of its eighth decimal; with three decimals every such finding would read 0.951 against
    0.951.
    """
    return _USUAL if not tolerance else max(_USUAL, 1 - tolerance.adjusted())
