"""The same rows after protection: the weather names nobody."""

from __future__ import annotations

from schemas.received import degree_days as received


class DegreeDays(received.DegreeDays):
    """Degree days (K d) of a year and their long-term mean."""
