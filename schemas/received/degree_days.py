"""One row per municipality and year: degree days of the year and their long-term mean at the same station."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class DegreeDays(pa.DataFrameModel):
    """Degree days (K d) as the weather service publishes them."""

    municipality_code: str = fields.municipality_code(nullable=True)
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year()
    degree_days: float = fields.field("Gradtage des Jahres (K d)", "Degree days of the year (K d)", gt=0)
    degree_days_mean: float = fields.field(
        "Gradtage, langjähriges Mittel (K d)", "Degree days, long-term mean (K d)", gt=0
    )
    source: str = fields.field("Quelle", "Source", nullable=True)

    class Config:
        """Rules about several rows."""

        unique = ["municipality_code", "city", "year"]
