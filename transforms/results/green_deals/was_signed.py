"""Whether a deal was ever signed."""

from __future__ import annotations

from transforms.results.green_deals.read_deals import Deal
from transforms.results.green_deals.state_machine import SIGNED


def was_signed(deal: Deal) -> bool:
    """By its status; a deal that ended counts only if its history, where there is one, says it was signed before."""
    if deal.status == "ended" and deal.history:
        return any(status in SIGNED and status != "ended" for status, _ in deal.history)
    return deal.status in SIGNED
