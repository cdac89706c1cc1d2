"""One point of a pathway as received: it names organisations and roles and no person, so nothing was protected."""

from __future__ import annotations

from schemas.received import pathway_points as received


class PathwayPoints(received.PathwayPoints):
    """One point of a pathway as received, words brought to ours."""
