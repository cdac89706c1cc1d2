"""One row per sector (or total, or planned total) and year of a city's published emissions."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

ROW_KINDS = ("sector", "total", "planned total")


class SectorEmissionTrend(pa.DataFrameModel):
    """Tonnes a year of the gas named beside them, as published; a year that is not published is not filled in."""

    period: str = fields.period()
    sector: str = fields.sector()
    row_kind: str = fields.category("Art der Zeile", "Kind of row", ROW_KINDS, privacy="public")
    year: int = fields.year()
    emissions_t: float = fields.measure("Emissionen", "Emissions", unit="t")
    gas: str = fields.field("Gas", "Gas")
    base_year: int = fields.year(metadata={"title_de": "Basisjahr", "title_en": "Base year"})
    change_from_base: float = fields.measure(
        "Änderung seit dem Basisjahr", "Change since the base year", unit="1", nullable=True
    )
    years_since_last: int = fields.count("Jahre seit dem vorigen Wert", "Years since the last value", nullable=True)
    yearly_change: float = fields.measure("Änderung im Jahr", "Change a year", unit="1", nullable=True)
    share_of_total: float = fields.measure("Anteil an der Summe", "Share of the total", unit="1", nullable=True)
    emissions_per_head_t: float = fields.measure(
        "Emissionen je Einwohner", "Emissions per head", unit="t", nullable=True
    )
    sum_of_sectors_t: float = fields.measure("Summe der Sektoren", "Sum of the sectors", unit="t", nullable=True)
    difference_t: float = fields.measure(
        "Summe der Sektoren minus gedruckte Summe", "Sum of sectors minus printed total", unit="t", nullable=True
    )
    status: str = fields.status("published")

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Emissionen nach Sektor im Zeitverlauf", "title_en": "Emissions by sector over time"}
        unique = ["sector", "row_kind", "year"]
