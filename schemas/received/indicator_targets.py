"""One row per indicator (and municipality): dimension, direction, and the way from its baseline to its target."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields
from schemas.dimensions import DIMENSIONS, DIRECTIONS


class IndicatorTargets(pa.DataFrameModel):
    """Values in the indicator's unit; without a municipality the target holds for every one. Missing is not zero."""

    indicator: str = fields.field("Indikator", "Indicator")
    municipality_code: str = fields.municipality_code(nullable=True)
    dimension: str = fields.category("Dimension", "Dimension", DIMENSIONS, privacy="public")
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    direction: str = fields.category("Richtung", "Direction", DIRECTIONS, privacy="public")
    baseline_year: int = fields.year(nullable=True, metadata={"title_de": "Basisjahr", "title_en": "Baseline year"})
    baseline: float = fields.figure("Ausgangswert", "Baseline")
    target_year: int = fields.year(nullable=True, metadata={"title_de": "Zieljahr", "title_en": "Target year"})
    target: float = fields.figure("Zielwert", "Target")
    source: str = fields.field("Quelle", "Source", nullable=True)
    source_dataset: str = fields.field("Datensatz der Werte", "Dataset of the values", nullable=True)
    formula: str = fields.field("Formel", "Formula", nullable=True)
    formula_inputs: str = fields.field("Eingaben der Formel (;)", "Inputs of the formula (;)", nullable=True)

    class Config:
        """Rules about several rows."""

        unique = ["indicator", "municipality_code"]
