"""One organisation as received: it names organisations and roles and no person, so nothing had to be protected."""

from __future__ import annotations

from schemas.received import network_actors as received


class NetworkActors(received.NetworkActors):
    """One organisation as received, words brought to ours."""
