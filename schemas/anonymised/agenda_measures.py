"""One measure of an agenda as received: it names organisations and roles and no person, so nothing was protected."""

from __future__ import annotations

from schemas.received import agenda_measures as received


class AgendaMeasures(received.AgendaMeasures):
    """One measure of an agenda as received, words brought to ours."""
