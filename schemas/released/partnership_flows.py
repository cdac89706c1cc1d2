"""One row per municipality where a measure is and municipality it is credited to: what is reduced, and what counts."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

STATUSES = ("computed", "missing")


class PartnershipFlows(pa.DataFrameModel):
    """t CO2e a year. A pair without a counted measure reduces by 0; one with a measure without figure is missing."""

    period: str = fields.period()
    municipality_code: str = fields.municipality_code(
        metadata={"title_de": "Gemeinde der Maßnahme", "title_en": "Municipality of the measure"}
    )
    municipality_name: str = fields.municipality_name(nullable=True)
    credited_to: str = fields.municipality_code(
        nullable=True, metadata={"title_de": "angerechnet bei", "title_en": "Credited to"}
    )
    credited_name: str = fields.municipality_name(
        nullable=True, metadata={"title_de": "Name, angerechnet bei", "title_en": "Name, credited to"}
    )
    measures_counted: int = fields.count("Angerechnete Maßnahmen", "Measures counted")
    measures_left_out: int = fields.count("Nicht angerechnete Maßnahmen", "Measures left out")
    reduction_t_co2e: float = fields.emissions_t_co2e(
        nullable=True, metadata={"title_de": "Angerechnete Minderung", "title_en": "Credited reductions"}
    )
    reduction_left_out_t_co2e: float = fields.emissions_t_co2e(
        nullable=True, metadata={"title_de": "Nicht angerechnete Minderung", "title_en": "Reductions left out"}
    )
    figures_missing: int = fields.count("Fehlende Angaben", "Missing figures")
    status: str = fields.category("Status", "Status", STATUSES, privacy="public")

    class Config:
        """Title of the table, and its key."""

        metadata = {
            "title_de": "Wer mindert und wem es angerechnet wird",
            "title_en": "Who reduces, and whom it is credited to",
        }
        unique = ["municipality_code", "credited_to"]
