"""One row per option of the partnership's toolbox: what it costs, what it reduces, what land it needs."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class ToolboxMeasures(pa.DataFrameModel):
    """Cost, reduction and land of the same span of time; a figure that is not stated is missing, not zero."""

    option_id: str = fields.field("Kennung der Option", "Option id", unique=True)
    title: str = fields.field("Option", "Option")
    field: str = fields.field("Handlungsfeld", "Field of action", nullable=True)
    cost_eur: float = fields.cost_eur(
        nullable=True, metadata={"title_de": "Kosten (negativ: Ersparnis)", "title_en": "Cost (negative: saving)"}
    )
    reduction_t_co2e: float = fields.emissions_t_co2e(
        nullable=True, metadata={"title_de": "Minderung", "title_en": "Reduction"}
    )
    area_ha: float = fields.area_ha(nullable=True)
    source: str = fields.field("Quelle", "Source", nullable=True)
