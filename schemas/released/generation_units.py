"""One row per PV or wind unit, protected: place, start and size only as coarse as k units share them."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

KINDS = ("solar", "wind", "*")
STATUSES = ("planned", "operating", "paused", "closed")


class GenerationUnits(pa.DataFrameModel):
    """One row per unit; `*` where a unit was too rare to show its place, kind, start and size."""

    postcode: str = fields.category("Postleitzahl, vergröbert", "Postcode, generalised")
    kind: str = fields.category("Energieträger", "Kind of energy", KINDS)
    operating_status: str = fields.category("Betriebsstatus", "Operating status", STATUSES, privacy="public")
    start_month: str = fields.category("Inbetriebnahme, vergröbert", "Start of operation, generalised", nullable=True)
    capacity_class: str = fields.category(
        "Leistungsklasse, vergröbert", "Capacity class, generalised", metadata={"unit": "kW"}
    )

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Photovoltaik- und Windkraftanlagen", "title_en": "Photovoltaic and wind units"}
