"""The same rows after protection: shares of technologies name nobody."""

from __future__ import annotations

from schemas.received import district_heat_technologies as received


class DistrictHeatTechnologies(received.DistrictHeatTechnologies):
    """Declared shares (of 1) with their factors."""
