"""The same rows after protection: published figures name nobody, so nothing is taken away."""

from __future__ import annotations

from schemas.received import ccc_emissions_gap


class CccEmissionsGap(ccc_emissions_gap.CccEmissionsGap):
    """One row as printed, all figures in t CO2e; a figure that is not printed is missing, not zero."""
