"""One row per row of the balance: energy and emissions as they were and for a year of mean weather."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields
from schemas.released.ghg_balance import STATUSES


class WeatherCorrectedBalance(pa.DataFrameModel):
    """A view for comparing years: no row of it is a conform balance."""

    period: str = fields.period()
    municipality_code: str = fields.municipality_code(nullable=True)
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year()
    sector: str = fields.sector()
    carrier: str = fields.carrier()
    scope: str = fields.field("Scope, wie gedruckt", "Scope, as printed", nullable=True)
    degree_days: float = fields.field("Gradtage des Jahres (K d)", "Degree days of the year (K d)", gt=0)
    degree_days_mean: float = fields.field("Gradtage, Mittel (K d)", "Degree days, mean (K d)", gt=0)
    weather_factor: float = fields.field("Witterungsfaktor", "Weather factor", gt=0)
    weather_source: str = fields.field("Quelle der Gradtage", "Source of the degree days", nullable=True)
    is_corrected: bool = fields.flag("korrigiert", "Corrected", privacy="public")
    energy_mwh: float = fields.measure("Energie", "Energy", unit="MWh", ge=0, nullable=True)
    energy_corrected_mwh: float = fields.measure(
        "Energie, korrigiert", "Energy, corrected", unit="MWh", ge=0, nullable=True
    )
    emissions_t_co2e: float = fields.measure("Emissionen", "Emissions", unit="t CO2e", nullable=True)
    emissions_corrected_t_co2e: float = fields.measure(
        "Emissionen, korrigiert", "Emissions, corrected", unit="t CO2e", nullable=True
    )
    is_conform: bool = fields.flag("BISKO-konform", "Conform with BISKO", privacy="public", isin=[False])
    status: str = fields.category("Status", "Status", STATUSES, privacy="public")
    note: str = fields.field("Bemerkung", "Note", nullable=True)

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Witterungsbereinigte Sicht (nicht BISKO-konform)",
            "title_en": "Weather-corrected view (not conform with BISKO)",
        }
        unique = ["municipality_code", "city", "year", "sector", "carrier", "scope"]
