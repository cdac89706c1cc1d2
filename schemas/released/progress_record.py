"""One row per quarter, municipality, indicator and agreed field: the progress that is asked for, and nothing else."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.released.indicator_status import LIGHTS
from schemas.rule import rule


class ProgressRecord(pa.DataFrameModel):
    """A field is a number in `value` or words in `text`; one that is not agreed has no row at all."""

    period: str = fields.period()
    quarter: str = fields.period(metadata={"title_de": "Quartal", "title_en": "Quarter"})
    municipality_code: str = fields.municipality_code(nullable=True)
    indicator: str = fields.field("Indikator", "Indicator")
    light: str = fields.category("Ampel", "Light", LIGHTS, privacy="public")
    field: str = fields.field("Angabe", "Field")
    value: float = fields.figure("Wert", "Value")
    text: str = fields.field("In Worten", "In words", nullable=True)
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    status: str = fields.status("published", "computed", "missing")

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {"title_de": "Fortschritt je Quartal", "title_en": "Progress by quarter"}
        unique = ["quarter", "municipality_code", "indicator", "field"]

    @rule(de="Was fehlt, hat weder Wert noch Worte.")
    def missing_is_empty(cls) -> pl.Expr:
        "What is missing has neither value nor words."
        return (pl.col("status") == "missing") == (pl.col("value").is_null() & pl.col("text").is_null())
