"""One row as received: Local Green Deals name organisations and no person, so nothing had to be protected."""

from __future__ import annotations

from schemas.received import deal_progress as received


class DealProgress(received.DealProgress):
    """One value of one deal as received, words brought to ours."""
