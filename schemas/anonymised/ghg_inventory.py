"""The same rows after protection: published figures name nobody, so nothing is taken away."""

from __future__ import annotations

from schemas.received import ghg_inventory


class GhgInventory(ghg_inventory.GhgInventory):
    """One row as printed: energy (MWh), the factor stated beside it (g/kWh) and the emissions (t CO2e)."""
