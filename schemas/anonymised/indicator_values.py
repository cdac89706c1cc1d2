"""One row per indicator, municipality and year; nothing in it is personal, so nothing was protected."""

from __future__ import annotations

from schemas.received import indicator_values as received


class IndicatorValues(received.IndicatorValues):
    """One row per indicator, municipality and year. It stays in the house: the results computed from it leave."""
