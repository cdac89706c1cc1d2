"""One row per row of the balance: energy and emissions as they were and for a year of mean weather."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.balance_key import BalanceKey


class WeatherCorrectedBalance(BalanceKey):
    """A view for comparing years: no row of it is a conform balance."""

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
    factor_set: str = fields.field("Faktorensatz", "Factor set", nullable=True)
    status: str = fields.status()
    note: str = fields.field("Bemerkung", "Note", nullable=True)

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Witterungsbereinigte Sicht (nicht BISKO-konform)",
            "title_en": "Weather-corrected view (not conform with BISKO)",
        }
        unique = ["municipality_code", "city", "year", "sector", "carrier", "scope"]
