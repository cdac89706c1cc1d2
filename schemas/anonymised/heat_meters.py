"""One row per heat meter after protection. It stays in the house: only sums over districts leave."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class HeatMeters(pa.DataFrameModel):
    """One row per meter: its district as coarse as k customers share it, and the heat of a mean year (MWh)."""

    meter_number: str = fields.identifier(
        "Pseudonym des Zählers", "Pseudonym of the meter", privacy="sensitive", unique=True
    )
    district: str = fields.category("Stadtteil, vergröbert", "District, generalised")
    energy_mwh: float = fields.energy_mwh()
