"""One row per indicator of a contract's monitoring plan (sheets B-3): targets for 2025, 2027 and 2030. Not personal."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.indicator_sheet import IndicatorSheet


class ContractIndicators(IndicatorSheet):
    """One sheet; all values in the sheet's own unit. What the sheet does not say is missing, not zero."""

    indicator_id: str = fields.field("Kennung des Indikators", "Indicator id", unique=True)
    target_2025: float = fields.figure("Ziel 2025", "Target 2025")
    target_2027: float = fields.figure("Ziel 2027", "Target 2027")
    target_2030: float = fields.figure("Ziel 2030", "Target 2030")
