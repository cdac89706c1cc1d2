"""One row per region, indicator and period; figures about a city need no protection, so none was applied."""

from __future__ import annotations

from schemas.released import climate_series as released


class ClimateSeries(released.ClimateSeries):
    """One row per region, indicator and period. What stands here is what may leave."""
