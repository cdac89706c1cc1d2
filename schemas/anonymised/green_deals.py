"""One row as received: Local Green Deals name organisations and no person, so nothing had to be protected."""

from __future__ import annotations

from schemas.received import green_deals as received


class GreenDeals(received.GreenDeals):
    """One deal as received, words brought to ours."""
