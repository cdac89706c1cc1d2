"""The same rows after protection: plants of a utility, no person, so nothing is taken away."""

from __future__ import annotations

from schemas.received import heat_plants as received


class HeatPlants(received.HeatPlants):
    """Fuel (MWh) and the electricity and heat that come from it (MWh)."""
