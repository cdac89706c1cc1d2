"""One row as received: Local Green Deals name organisations and no person, so nothing had to be protected."""

from __future__ import annotations

from schemas.received import deal_status_history as received


class DealStatusHistory(received.DealStatusHistory):
    """One step of one deal as received, words brought to ours."""
