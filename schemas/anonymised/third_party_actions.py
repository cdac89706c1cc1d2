"""One row per action of third parties; organisations are counted, not named, so nothing had to be protected."""

from __future__ import annotations

from schemas.received import third_party_actions as received


class ThirdPartyActions(received.ThirdPartyActions):
    """One row as printed. It stays in the house: sums by field and the audit leave."""
