"""One link between organisations as received: it names organisations and roles and no person; nothing was protected."""

from __future__ import annotations

from schemas.received import network_links as received


class NetworkLinks(received.NetworkLinks):
    """One link between organisations as received, words brought to ours."""
