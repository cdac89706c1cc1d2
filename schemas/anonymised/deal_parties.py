"""One row as received: Local Green Deals name organisations and no person, so nothing had to be protected."""

from __future__ import annotations

from schemas.received import deal_parties as received


class DealParties(received.DealParties):
    """One organisation in one deal as received, words brought to ours."""
