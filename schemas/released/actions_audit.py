"""One row per sum by field of action, doubled action and missing figure of an action list, and the verdict."""

from __future__ import annotations

from schemas.released.inventory_audit import InventoryAudit


class ActionsAudit(InventoryAudit):
    """A finding beside a number, never a change to it; `difference` is recomputed minus printed, in `unit`."""

    class Config:
        """The table's title."""

        metadata = {
            "title_de": "Rechnerische Prüfung der Maßnahmen Dritter",
            "title_en": "Arithmetic audit of the third-party actions",
        }
