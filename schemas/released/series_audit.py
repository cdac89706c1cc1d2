"""One row per sum of a year, percentage, doubled key, missing year, slip and jump of a time series, and the verdict."""

from __future__ import annotations

from schemas.released.inventory_audit import InventoryAudit


class SeriesAudit(InventoryAudit):
    """A finding beside a number, never a change to it; `difference` is recomputed minus printed, in `unit`."""

    class Config:
        """The table's title."""

        metadata = {
            "title_de": "Rechnerische Prüfung der Zeitreihe",
            "title_en": "Arithmetic audit of the time series",
        }
