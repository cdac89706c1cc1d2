"""The same rows after protection: emissions of a municipality name nobody."""

from __future__ import annotations

from schemas.received import partner_emissions as received


class PartnerEmissions(received.PartnerEmissions):
    """One row per partner municipality, year and sector."""
