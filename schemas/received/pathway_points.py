"""One row per pathway, year and kind: a point that a pathway starts at, passes, was measured at, or shall reach."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields, pathway_words
from schemas.folded import folded
from schemas.rule import rule


class PathwayPoints(pa.DataFrameModel):
    """A value is that of one year in `unit`; one that is not stated is missing, not zero."""

    pathway: str = fields.field("Pfad", "Pathway")
    indicator: str = fields.field("Indikator", "Indicator", nullable=True)
    unit: str = fields.field("Einheit", "Unit")
    year: int = fields.year()
    value: float = fields.figure("Wert", "Value")
    kind: str = fields.field("Art des Punktes", "Kind of point")
    source: str = fields.field("Quelle", "Source", nullable=True)

    @rule(de="Die Art des Punktes ist Ausgangswert, Meilenstein, Istwert oder Ziel.")
    def kind_is_known(cls) -> pl.Expr:
        "The kind of point is baseline, milestone, actual or target."
        return folded("kind").is_in(list(pathway_words.POINT_WORDS))
