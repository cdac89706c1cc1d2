"""One row per operating point of a plant that makes heat and power, with the shares that a table prints for it."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class ChpOperation(pa.DataFrameModel):
    """Electricity over electricity plus heat, and the temperature at which heat is supplied (K)."""

    electricity_fraction: float = fields.share("Stromanteil am Ertrag", "Electricity in the output")
    t_supply_k: float = fields.field("Vorlauftemperatur (K)", "Supply temperature (K)", privacy="public", gt=283)
    t_return_k: float = fields.field(
        "Untere Temperatur, gedruckt (K)", "Lower temperature, as printed (K)", privacy="public", nullable=True, gt=0
    )
    share_heat_as_printed: float = fields.share("Anteil Wärme, gedruckt", "Share of heat, printed", nullable=True)
    share_electricity_as_printed: float = fields.share(
        "Anteil Strom, gedruckt", "Share of electricity, printed", nullable=True
    )
