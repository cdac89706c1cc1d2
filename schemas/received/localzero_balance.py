"""One row per sector and carrier of a municipality's balance as LocalZero computes it, totals among them."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class LocalzeroBalance(pa.DataFrameModel):
    """Energy (MWh) and emissions (t CO2e): from combustion (cb), from processes (pb), and both."""

    year: int = fields.year()
    file: str = fields.field("Datei", "File")
    # DG000000 is the whole of Germany in these files.
    municipality_code: str = fields.municipality_code(
        str_matches=r"^(?:[0-9]{8}|DG000000)$", form=("8 Ziffern oder DG000000", "8 digits or DG000000")
    )
    sector: str = fields.sector()
    carrier: str = fields.carrier()
    energy_mwh: float = fields.energy_mwh(nullable=True)
    emissions_combustion_t_co2e: float = fields.emissions_t_co2e(nullable=True)
    emissions_process_t_co2e: float = fields.emissions_t_co2e(nullable=True)
    emissions_t_co2e: float = fields.emissions_t_co2e(nullable=True)

    class Config:
        """Rules about several rows."""

        unique = ["year", "file", "sector", "carrier"]
