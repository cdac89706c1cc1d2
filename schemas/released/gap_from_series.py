"""One row per sector and one of the total: the gap of a climate contract as a published series and plan leave it."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


def _tonnes(de: str, en: str) -> float:
    given: float = fields.measure(de, en, unit="t", nullable=True)
    return given


class GapFromSeries(pa.DataFrameModel):
    """Tonnes a year of the gas named beside them; a sector without a plan of its own has no gap."""

    period: str = fields.period()
    sector: str = fields.sector()
    row_kind: str = fields.category("Art der Zeile", "Kind of row", ("sector", "total"), privacy="public")
    baseline_year: int = fields.year(metadata={"title_de": "Basisjahr", "title_en": "Baseline year"})
    target_year: int = fields.year(metadata={"title_de": "Zieljahr", "title_en": "Target year"})
    baseline_t: float = _tonnes("Ausgangswert (1)", "Baseline (1)")
    residual_share: float = fields.share("Restanteil", "Residual share")
    residual_t: float = _tonnes("Restemissionen (6)", "Residual (6)")
    reduction_target_t: float = _tonnes("Minderungsziel (2)", "Reduction target (2)")
    planned_t: float = _tonnes("Geplante Emissionen im Zieljahr", "Planned emissions of the target year")
    reduction_other_plans_t: float = _tonnes("Minderung durch Pläne (3)", "Reduction by plans (3)")
    gap_t: float = _tonnes("Lücke (4) = (2) - (3)", "Gap (4) = (2) - (3)")
    gap_share: float = fields.measure(
        "Anteil der Lücke am Ziel", "Gap as a share of the target", unit="1", nullable=True
    )
    required_yearly_change: float = fields.measure(
        "Nötige Änderung im Jahr", "Change needed a year", unit="1", nullable=True
    )
    gas: str = fields.field("Gas", "Gas")
    status: str = fields.status()

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Emissionslücke aus einer Zeitreihe", "title_en": "Emissions gap from a series"}
        unique = ["sector", "row_kind"]
