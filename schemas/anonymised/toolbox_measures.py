"""The same rows after protection: options name nobody."""

from __future__ import annotations

from schemas.received import toolbox_measures as received


class ToolboxMeasures(received.ToolboxMeasures):
    """One row per option."""
