"""One row per measure of a portfolio: what it saves, what it costs, what a tonne costs, whether it counts."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.measure_facts import MeasureFacts
from schemas.shapes.of_period import OfPeriod


class MeasurePortfolio(MeasureFacts, OfPeriod):
    """Figures of one year (MWh, t CO2e); costs in EUR; `counted_` columns are the ones to sum: no duplicate in them."""

    reduction_basis: str = fields.category(
        "Grundlage der Minderung",
        "Basis of the reduction",
        ("stated", "sum of sectors"),
        privacy="public",
        nullable=True,
    )
    cost_per: str = fields.category(
        "Kosten je Tonne bezogen auf", "Cost of a tonne relates to", ("year", "lifetime"), privacy="public"
    )
    cost_per_tonne_eur: float = fields.figure("Kosten je Tonne (EUR/t CO2e)", "Cost of a tonne (EUR/t CO2e)")
    duplicate_of: str = fields.field("Dublette von", "Duplicate of", nullable=True)
    counted_reduction_t_co2e: float = fields.tonnes("Gezählte Minderung", "Reduction counted")
    counted_cost_eur: float = fields.cost_eur(
        nullable=True, metadata={"title_de": "Gezählte Kosten", "title_en": "Cost counted"}
    )
    lacks: str = fields.field("Für Kosten je Tonne fehlt", "Lacking for the cost of a tonne", nullable=True)
    status: str = fields.status()

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Maßnahmenportfolio (B-2)", "title_en": "Portfolio of measures (B-2)"}
