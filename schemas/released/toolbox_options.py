"""One row per option of the toolbox: what a tonne costs, what a hectare saves, and its two ranks."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class ToolboxOptions(pa.DataFrameModel):
    """Rank 1 costs least a tonne, or saves most a hectare; options that lack a figure stand last and are counted."""

    period: str = fields.period()
    option_id: str = fields.field("Kennung der Option", "Option id", unique=True)
    title: str = fields.field("Option", "Option")
    field: str = fields.field("Handlungsfeld", "Field of action", nullable=True)
    cost_eur: float = fields.cost_eur(nullable=True)
    reduction_t_co2e: float = fields.emissions_t_co2e(
        nullable=True, metadata={"title_de": "Minderung", "title_en": "Reduction"}
    )
    area_ha: float = fields.area_ha(nullable=True)
    cost_eur_per_t_co2e: float = fields.field("Kosten je Tonne (EUR/t)", "Cost per tonne (EUR/t)", nullable=True)
    reduction_t_co2e_per_ha: float = fields.field(
        "Minderung je Hektar (t/ha)", "Reduction per ha (t/ha)", nullable=True
    )
    rank_by_cost: int = fields.field("Rang nach Kosten", "Rank by cost", nullable=True)
    rank_by_area: int = fields.field("Rang nach Fläche", "Rank by land", nullable=True)
    options_without_cost_rank: int = fields.count("Optionen ohne Rang nach Kosten", "Options without rank by cost")
    options_without_area_rank: int = fields.count("Optionen ohne Rang nach Fläche", "Options without rank by land")
    source: str = fields.field("Quelle", "Source", nullable=True)
    status: str = fields.status()

    class Config:
        """Title of the table."""

        metadata = {
            "title_de": "Optionen des Baukastens nach Kosten und Fläche",
            "title_en": "Toolbox options by cost and land",
        }
