"""One row per PV or wind unit, for a table of installed capacity. It stays in the house: only sums leave."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields
from schemas.released.generation_units import KINDS, STATUSES


class UnitCapacities(pa.DataFrameModel):
    """One row per unit; `*` where fewer than k units share postcode and kind. Capacities are exact: no row leaves."""

    postcode: str = fields.category("Postleitzahl", "Postcode")
    kind: str = fields.category("Energieträger", "Kind of energy", KINDS)
    operating_status: str = fields.category("Betriebsstatus", "Operating status", STATUSES, privacy="public")
    start_month: str = fields.period(
        privacy="sensitive",
        nullable=True,
        metadata={"title_de": "Monat der Inbetriebnahme", "title_en": "Month of its start"},
    )
    gross_capacity_kw: float = fields.capacity_kw(gt=0, ge=None, privacy="sensitive")
