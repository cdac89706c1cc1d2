"""One row per municipality, computed indicator and year: its value, its formula, and what it lacks."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class ComputedIndicators(pa.DataFrameModel):
    """A value in the indicator's unit, or none where an input is missing: missing is not zero."""

    period: str = fields.period()
    municipality_code: str = fields.municipality_code(nullable=True)
    indicator: str = fields.field("Indikator", "Indicator")
    year: int = fields.year()
    value: float = fields.field("Wert", "Value", privacy="measure", nullable=True)
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    formula: str = fields.field("Formel", "Formula")
    formula_inputs: str = fields.field("Eingaben der Formel", "Inputs of the formula")
    lacks: str = fields.field("Es fehlt", "Lacking", nullable=True)
    source: str = fields.field("Quellen der Eingaben", "Sources of the inputs", nullable=True)
    status: str = fields.status("computed", "missing")

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {"title_de": "Berechnete Indikatoren", "title_en": "Computed indicators"}
        unique = ["municipality_code", "indicator", "year"]
