"""One row per measure in the order of the abatement cost curve; what cannot be drawn stands below, with why."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule


class AbatementCurve(pa.DataFrameModel):
    """Tonnes of CO2e a year, EUR, EUR/t CO2e; a measure without rank is not in the sums."""

    period: str = fields.period()
    rank: int = fields.count("Rang", "Rank", nullable=True)
    measure_id: str = fields.field("Kennung der Maßnahme", "Measure id")
    title: str = fields.field("Maßnahme", "Measure")
    field: str = fields.field("Handlungsfeld", "Field of action", nullable=True)
    cost_per: str = fields.category(
        "Kosten je Tonne bezogen auf", "Cost of a tonne relates to", ("year", "lifetime"), privacy="public"
    )
    cost_per_tonne_eur: float = fields.figure("Kosten je Tonne (EUR/t CO2e)", "Cost of a tonne (EUR/t CO2e)")
    reduction_t_co2e: float = fields.measure("Minderung im Jahr", "Reduction a year", unit="t CO2e", nullable=True)
    cost_eur: float = fields.cost_eur(nullable=True)
    cumulative_from_t_co2e: float = fields.measure(
        "Minderung der günstigeren", "Reduction of the cheaper ones", unit="t CO2e", nullable=True
    )
    cumulative_reduction_t_co2e: float = fields.measure(
        "Minderung bis hierher", "Reduction up to here", unit="t CO2e", nullable=True
    )
    cumulative_cost_eur: float = fields.cost_eur(
        nullable=True, metadata={"title_de": "Kosten bis hierher", "title_en": "Cost up to here"}
    )
    left_out_because: str = fields.field("nicht gezeichnet, weil", "Left out because", nullable=True)
    status: str = fields.status()

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Vermeidungskostenkurve", "title_en": "Marginal abatement cost curve"}

    @rule(de="Was keinen Rang hat, sagt warum.")
    def unranked_measure_says_why(cls) -> pl.Expr:
        "What has no rank says why."
        return pl.col("rank").is_null() == pl.col("left_out_because").is_not_null()
