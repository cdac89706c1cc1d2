"""One row per year, category and kind; published sums over a city need no protection, so none was applied."""

from __future__ import annotations

from schemas.received import emission_series as received


class EmissionSeries(received.EmissionSeries):
    """One value as printed. It stays in the house: the audit leaves."""
