"""One row per pathway and year: where it leads, what was measured, and what is still needed."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

PATHWAY_STATUSES = ("published", "interpolated", "missing")
STATUSES = ("measured", *PATHWAY_STATUSES)
METHODS = ("points", "linear")


class PathwayTargets(pa.DataFrameModel):
    """Values in `unit`; deviation = actual - value; the budget is the sum of the values of all later years."""

    period: str = fields.period()
    pathway: str = fields.field("Pfad", "Pathway")
    indicator: str = fields.field("Indikator", "Indicator", nullable=True)
    unit: str = fields.field("Einheit", "Unit")
    year: int = fields.year()
    value: float = fields.field("Wert des Pfades", "Value of the pathway", privacy="measure", nullable=True)
    pathway_status: str = fields.category(
        "Stand des Pfadwerts", "Status of the pathway's value", PATHWAY_STATUSES, privacy="public"
    )
    actual: float = fields.field("Istwert", "Actual value", privacy="measure", nullable=True)
    status: str = fields.category("Status", "Status", STATUSES, privacy="public")
    deviation: float = fields.field(
        "Abweichung vom Pfad", "Deviation from the pathway", privacy="measure", nullable=True
    )
    deviation_share: float = fields.measure("Abweichung, anteilig", "Deviation as a share", unit="1", nullable=True)
    target_year: int = fields.year(nullable=True, metadata={"title_de": "Zieljahr", "title_en": "Target year"})
    target: float = fields.field("Zielwert", "Target", privacy="measure", nullable=True)
    years_remaining: int = fields.count("Verbleibende Jahre", "Years remaining", nullable=True)
    required_annual_rate: float = fields.measure(
        "Nötige Minderung je Jahr", "Required annual rate", unit="1", nullable=True
    )
    required_annual_change: float = fields.field(
        "Nötige Änderung je Jahr", "Required change a year", privacy="measure", nullable=True
    )
    remaining_budget: float = fields.field("Restbudget", "Remaining budget", privacy="measure", nullable=True)
    method: str = fields.category("Verfahren", "Method", METHODS, privacy="public")
    source: str = fields.field("Quelle", "Source", nullable=True)

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Transformationspfade Jahr für Jahr",
            "title_en": "Transformation pathways year by year",
        }
        unique = ["pathway", "year"]
