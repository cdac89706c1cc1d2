"""The same rows after protection: land names nobody."""

from __future__ import annotations

from schemas.received import land_cover as received


class LandCover(received.LandCover):
    """Ten classes that share the land between them (ha)."""
