"""One row per sector of a published emissions-gap table (Climate City Contract, A-2.3), total rows included."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class CccEmissionsGap(pa.DataFrameModel):
    """One row as printed, all figures in t CO2e; a figure that is not printed is missing, not zero."""

    municipality_code: str = fields.municipality_code(nullable=True)
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year()
    sector: str = fields.sector()
    baseline_t_co2e: float = fields.measure("Ausgangswert", "Baseline", unit="t CO2e", nullable=True)
    residual_t_co2e: float = fields.measure("Restemissionen", "Residual emissions", unit="t CO2e", nullable=True)
    reduction_target_t_co2e: float = fields.measure("Minderungsziel", "Reduction target", unit="t CO2e", nullable=True)
    reduction_other_plans_t_co2e: float = fields.measure(
        "Minderung durch bestehende Pläne", "Reduction by existing plans", unit="t CO2e", nullable=True
    )
    gap_published_t_co2e: float = fields.measure(
        "Emissionslücke, veröffentlicht", "Emissions gap, published", unit="t CO2e", nullable=True
    )
    reduction_actions_t_co2e: float = fields.measure(
        "Minderung durch Maßnahmen des Vertrags", "Reduction by the contract's actions", unit="t CO2e", nullable=True
    )
