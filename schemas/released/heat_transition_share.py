"""One row per field of action and one of all: how much of the reduction comes from the heat transition."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class HeatTransitionShare(pa.DataFrameModel):
    """t CO2e a year, each measure once; share of the stated reduction."""

    period: str = fields.period()
    field: str = fields.field("Handlungsfeld", "Field of action")
    row_kind: str = fields.category("Art der Zeile", "Kind of row", ("field", "total"), privacy="public")
    measure_count: int = fields.count("Maßnahmen", "Measures")
    heat_measure_count: int = fields.count("Maßnahmen der Wärmewende", "Measures of the heat transition")
    unclassified_count: int = fields.count("Maßnahmen ohne Hebel", "Measures without a lever")
    measures_without_figure: int = fields.count("Maßnahmen ohne Angabe", "Measures without a figure")
    reduction_t_co2e: float = fields.tonnes("Minderung", "Reduction")
    heat_reduction_t_co2e: float = fields.tonnes("davon Wärmewende", "of it heat transition")
    unclassified_reduction_t_co2e: float = fields.tonnes("davon ohne Hebel", "of it without a lever")
    heat_share: float = fields.measure("Anteil der Wärmewende", "Share of the heat transition", unit="1", nullable=True)
    unit: str = fields.field("Einheit", "Unit")
    status: str = fields.status()

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Anteil der Wärmewende", "title_en": "Share of the heat transition"}
        unique = ["field", "row_kind"]
