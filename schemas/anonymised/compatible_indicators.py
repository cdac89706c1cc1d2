"""The same rows after protection: indicators of a municipality name nobody."""

from __future__ import annotations

from schemas.received import compatible_indicators as received


class CompatibleIndicators(received.CompatibleIndicators):
    """One row per municipality, field and indicator."""
