"""One row per sum of a sector or carrier, located cell and doubled key of a published matrix, and the verdict."""

from __future__ import annotations

from schemas.released.inventory_audit import InventoryAudit


class MatrixAudit(InventoryAudit):
    """A finding beside a number, never a change to it; `difference` is recomputed minus printed, in `unit`."""

    class Config:
        """The table's title."""

        metadata = {
            "title_de": "Rechnerische Prüfung der Matrix aus Sektoren und Energieträgern",
            "title_en": "Arithmetic audit of the sector by carrier matrix",
        }
