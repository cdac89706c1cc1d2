"""The same rows after protection: land names nobody."""

from __future__ import annotations

from schemas.received import land_needs as received


class LandNeeds(received.LandNeeds):
    """One row per measure, municipality and land class (ha)."""
