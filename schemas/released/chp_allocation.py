"""One row per operating point of a combined plant: shares of heat and electricity in its fuel, beside printed ones."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class ChpAllocation(pa.DataFrameModel):
    """Exergetic split: quality of electricity 1, of heat 1 - 283 K / supply temperature; the two shares sum to 1."""

    period: str = fields.period()
    electricity_fraction: float = fields.share("Stromanteil am Ertrag", "Electricity in the output")
    t_supply_k: float = fields.field("Vorlauftemperatur (K)", "Supply temperature (K)", gt=283)
    t_surroundings_k: float = fields.field("Umgebungstemperatur (K)", "Temperature of the surroundings (K)")
    quality_heat: float = fields.share("Qualität der Wärme", "Quality of heat")
    share_heat: float = fields.share("Anteil Wärme", "Share of heat")
    share_electricity: float = fields.share("Anteil Strom", "Share of electricity")
    share_heat_as_printed: float = fields.share("Anteil Wärme, gedruckt", "Share of heat, printed", nullable=True)
    share_electricity_as_printed: float = fields.share(
        "Anteil Strom, gedruckt", "Share of electricity, printed", nullable=True
    )
    difference_share_heat: float = fields.measure("Differenz Wärme", "Difference, heat", unit="1", nullable=True)
    difference_share_electricity: float = fields.measure(
        "Differenz Strom", "Difference, electricity", unit="1", nullable=True
    )
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Aufteilung des Brennstoffs von Kraft-Wärme-Kopplung",
            "title_en": "Split of the fuel of combined heat and power",
        }
        unique = ["electricity_fraction", "t_supply_k"]
