"""The same rows after protection: a figure of a whole region names nobody."""

from __future__ import annotations

from schemas.received import regional_figure as received


class RegionalFigure(received.RegionalFigure):
    """One figure per region."""
