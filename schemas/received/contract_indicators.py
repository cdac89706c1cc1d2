"""One row per indicator of a contract's monitoring plan (sheets B-3): targets for 2025, 2027 and 2030. Not personal."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


def _value(de: str, en: str) -> float:
    given: float = fields.field(de, en, privacy="measure", nullable=True)
    return given


class ContractIndicators(pa.DataFrameModel):
    """One sheet; all values in the sheet's own unit. What the sheet does not say is missing, not zero."""

    indicator_id: str = fields.field("Kennung des Indikators", "Indicator id", unique=True)
    indicator: str = fields.field("Indikator", "Indicator")
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    field: str = fields.field("Handlungsfeld", "Field of action", nullable=True)
    measure_id: str = fields.field("Kennung der Maßnahme", "Measure id", nullable=True)
    definition: str = fields.field("Definition", "Definition", nullable=True)
    data_source: str = fields.field("Datenquelle", "Data source", nullable=True)
    calculation: str = fields.field("Berechnung", "Calculation", nullable=True)
    update_frequency: str = fields.field("Turnus", "Update frequency", nullable=True)
    owner_role: str = fields.field("Zuständige Stelle (Rolle)", "Owner (role)", nullable=True)
    baseline_year: int = fields.year(nullable=True, metadata={"title_de": "Basisjahr", "title_en": "Baseline year"})
    baseline_value: float = _value("Ausgangswert", "Baseline")
    target_2025: float = _value("Ziel 2025", "Target 2025")
    target_2027: float = _value("Ziel 2027", "Target 2027")
    target_2030: float = _value("Ziel 2030", "Target 2030")
    actual_year: int = fields.year(
        nullable=True, metadata={"title_de": "Istjahr", "title_en": "Year of the actual value"}
    )
    actual_value: float = _value("Istwert", "Actual value")
