"""One row per pathway and year: where it leads, what was measured, and what is still needed."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

PATHWAY_STATUSES = ("published", "interpolated", "missing")
METHODS = ("points", "linear")


class PathwayTargets(pa.DataFrameModel):
    """Values in `unit`; deviation = actual - value; the budget is the sum of the values of all later years."""

    period: str = fields.period()
    pathway: str = fields.field("Pfad", "Pathway")
    indicator: str = fields.field("Indikator", "Indicator", nullable=True)
    unit: str = fields.field("Einheit", "Unit")
    year: int = fields.year()
    value: float = fields.figure("Wert des Pfades", "Value of the pathway")
    pathway_status: str = fields.category(
        "Stand des Pfadwerts", "Status of the pathway's value", PATHWAY_STATUSES, privacy="public"
    )
    actual: float = fields.figure("Istwert", "Actual value")
    status: str = fields.status("measured", "published", "interpolated", "missing")
    deviation: float = fields.figure("Abweichung vom Pfad", "Deviation from the pathway")
    deviation_share: float = fields.measure("Abweichung, anteilig", "Deviation as a share", unit="1", nullable=True)
    target_year: int = fields.year(nullable=True, metadata={"title_de": "Zieljahr", "title_en": "Target year"})
    target: float = fields.figure("Zielwert", "Target")
    years_remaining: int = fields.count("Verbleibende Jahre", "Years remaining", nullable=True)
    required_annual_rate: float = fields.measure(
        "Nötige Minderung je Jahr", "Required annual rate", unit="1", nullable=True
    )
    required_annual_change: float = fields.figure("Nötige Änderung je Jahr", "Required change a year")
    remaining_budget: float = fields.figure("Restbudget", "Remaining budget")
    method: str = fields.category("Verfahren", "Method", METHODS, privacy="public")
    source: str = fields.field("Quelle", "Source", nullable=True)

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Transformationspfade Jahr für Jahr",
            "title_en": "Transformation pathways year by year",
        }
        unique = ["pathway", "year"]
