"""One row per contribution of third parties; citizens have no name already at the door."""

from __future__ import annotations

from schemas.received import third_party_contributions as received


class ThirdPartyContributions(received.ThirdPartyContributions):
    """One contribution. It stays in the house: sums by organisation and of all citizens leave."""
