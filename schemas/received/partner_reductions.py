"""One row per measure of the partnership: where it reduces emissions, by how much, and whom that is credited to."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class PartnerReductions(pa.DataFrameModel):
    """Tonnes of one year. A measure whose reduction is divided among partners is divided into measures of their own."""

    measure_id: str = fields.field("Kennung der Maßnahme", "Measure id")
    municipality_code: str = fields.municipality_code(
        metadata={"title_de": "Gemeinde der Maßnahme", "title_en": "Municipality of the measure"}
    )
    credited_to: str = fields.municipality_code(
        nullable=True, metadata={"title_de": "angerechnet bei", "title_en": "Credited to"}
    )
    reduction_t_co2e: float = fields.emissions_t_co2e(
        nullable=True, metadata={"title_de": "Minderung im Jahr", "title_en": "Reduction a year"}
    )
    source: str = fields.field("Quelle", "Source", nullable=True)
