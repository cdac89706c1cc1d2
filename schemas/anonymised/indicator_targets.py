"""One row per indicator and municipality; nothing in it is personal, so nothing was protected."""

from __future__ import annotations

from schemas.received import indicator_targets as received


class IndicatorTargets(received.IndicatorTargets):
    """One row per indicator and municipality. It stays in the house: the results computed from it leave."""
