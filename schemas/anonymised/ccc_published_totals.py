"""The same rows after protection: published figures name nobody, so nothing is taken away."""

from __future__ import annotations

from schemas.received import ccc_published_totals


class CccPublishedTotals(ccc_published_totals.CccPublishedTotals):
    """One total as printed, with the labels that its table gives it (t CO2e)."""
