"""One row per part of a contract's investment plan: in total, by measure, by source of funds, by year (EUR)."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

DIMENSIONS = ("total", "measure", "source of funds", "year")


def _euro(de: str, en: str) -> float:
    given: float = fields.cost_eur(nullable=True, metadata={"title_de": de, "title_en": en})
    return given


class InvestmentPlan(pa.DataFrameModel):
    """Gaps add up over measures; a surplus of one measure never closes the gap of another."""

    period: str = fields.period()
    dimension: str = fields.category("Gliederung", "Dimension", DIMENSIONS, privacy="public")
    part: str = fields.field("Teil", "Part")
    title: str = fields.field("Maßnahme", "Measure", nullable=True)
    cost_eur: float = _euro("Kosten", "Cost")
    funding_eur: float = _euro("Mittel", "Funding")
    funding_secured_eur: float = _euro("davon gesichert", "of it secured")
    funding_share: float = fields.measure("Anteil an allen Mitteln", "Share of all funds", unit="1", nullable=True)
    cost_minus_funding_eur: float = _euro("Kosten abzüglich Mittel", "Cost minus funding")
    funding_gap_eur: float = _euro("Finanzierungslücke", "Funding gap")
    funding_surplus_eur: float = _euro("Mittel über den Kosten", "Funding above cost")
    cost_without_funding_stated_eur: float = _euro("Kosten ohne Angabe von Mitteln", "Cost without funding stated")
    figures_missing: int = fields.count("Fehlende Angaben", "Figures missing")
    unit: str = fields.field("Einheit", "Unit")
    status: str = fields.status("computed", "interpolated", "missing")

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Investitionsplan", "title_en": "Investment plan"}
        unique = ["dimension", "part"]
