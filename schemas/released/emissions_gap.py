"""One row per sector of a contract's emissions gap, per printed total, per column sum: computed beside printed."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

ROW_KINDS = ("sector", "subtotal as printed", "total as printed", "column sum", "column sum minus printed")


class EmissionsGap(pa.DataFrameModel):
    """All figures in t CO2e (a year); `_published` is printed, its namesake computed, `_difference` ours minus it."""

    period: str = fields.period()
    municipality_code: str = fields.municipality_code(nullable=True)
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year()
    sector: str = fields.sector()
    row_kind: str = fields.category("Art der Zeile", "Kind of row", ROW_KINDS, privacy="public")
    baseline_t_co2e: float = fields.tonnes("Ausgangswert (1)", "Baseline (1)")
    reduction_target_t_co2e: float = fields.tonnes("Minderungsziel (2)", "Reduction target (2)")
    reduction_other_plans_t_co2e: float = fields.tonnes(
        "Minderung durch andere Pläne (3)", "Reduction by other plans (3)"
    )
    reduction_actions_t_co2e: float = fields.tonnes("Minderung durch Maßnahmen (5)", "Reduction by actions (5)")
    gap_published_t_co2e: float = fields.tonnes("Lücke, gedruckt (4)", "Gap, printed (4)")
    gap_t_co2e: float = fields.tonnes("Lücke (4) = (2) - (3)", "Gap (4) = (2) - (3)")
    gap_difference_t_co2e: float = fields.tonnes("Lücke: Abweichung", "Gap: difference")
    residual_published_t_co2e: float = fields.tonnes("Restemissionen, gedruckt (6)", "Residual, printed (6)")
    residual_t_co2e: float = fields.tonnes("Restemissionen (6) = (1) - (2)", "Residual (6) = (1) - (2)")
    residual_difference_t_co2e: float = fields.tonnes("Restemissionen: Abweichung", "Residual: difference")
    uncovered_published_t_co2e: float = fields.tonnes("Ungedeckt nach gedruckter Lücke", "Uncovered by the printed gap")
    uncovered_t_co2e: float = fields.tonnes("Ungedeckt (4) - (5)", "Uncovered (4) - (5)")
    uncovered_difference_t_co2e: float = fields.tonnes("Ungedeckt: Abweichung", "Uncovered: difference")
    residual_share_published: float = fields.measure(
        "Restanteil, gedruckt", "Residual share, printed", unit="1", nullable=True
    )
    residual_share: float = fields.measure("Restanteil", "Residual share", unit="1", nullable=True)
    coverage_share: float = fields.measure("Deckung (5) / (4)", "Coverage (5) / (4)", unit="1", nullable=True)
    residual_share_limit: float = fields.share("Grenze des Restanteils", "Limit of the residual share")
    is_residual_share_kept: bool = fields.flag(
        "Restanteil eingehalten", "Residual share kept", privacy="public", nullable=True
    )
    is_covered: bool = fields.flag("Lücke gedeckt", "Gap covered", privacy="public", nullable=True)
    figures_missing: int = fields.count("Fehlende Angaben", "Figures missing")
    unit: str = fields.field("Einheit", "Unit")
    status: str = fields.status()

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Emissionslücke (A-2.3)", "title_en": "Emissions gap (A-2.3)"}
