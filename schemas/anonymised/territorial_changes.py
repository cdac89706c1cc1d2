"""One row per old and new municipality key; nothing in it is personal, so nothing was protected."""

from __future__ import annotations

from schemas.received import territorial_changes as received


class TerritorialChanges(received.TerritorialChanges):
    """One row per old and new municipality key. It stays in the house: the results computed from it leave."""
