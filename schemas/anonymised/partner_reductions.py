"""The same rows after protection: measures of municipalities name nobody."""

from __future__ import annotations

from schemas.received import partner_reductions as received


class PartnerReductions(received.PartnerReductions):
    """One row per measure and credit."""
