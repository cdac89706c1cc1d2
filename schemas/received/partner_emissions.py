"""One row per partner municipality, year and sector: its emissions by the partnership's one method. Not personal."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class PartnerEmissions(pa.DataFrameModel):
    """Agriculture and land use are sectors like any other; a figure that is not stated is missing, not zero."""

    municipality_code: str = fields.municipality_code()
    year: int = fields.year()
    sector: str = fields.sector()
    emissions_t_co2e: float = fields.emissions_t_co2e(nullable=True)
    method: str = fields.field("Verfahren", "Method", nullable=True)
    factor_set: str = fields.field("Faktorensatz", "Factor set", nullable=True)
    source: str = fields.field("Quelle", "Source", nullable=True)
