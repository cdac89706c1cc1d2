"""One row per plant, fuel and year of a district-heating network, as its operator reports it."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule


class HeatPlants(pa.DataFrameModel):
    """Fuel (MWh) and the electricity, heat fed in and heat delivered that come from it (MWh)."""

    municipality_code: str = fields.municipality_code(nullable=True)
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year()
    plant: str = fields.field("Anlage", "Plant")
    fuel: str = fields.carrier()
    fuel_mwh: float = fields.energy_mwh(nullable=True)
    electricity_mwh: float = fields.energy_mwh(nullable=True)
    heat_mwh: float = fields.energy_mwh(nullable=True)
    heat_delivered_mwh: float = fields.energy_mwh(nullable=True)
    t_supply_k: float = fields.field("Vorlauftemperatur (K)", "Supply temperature (K)", nullable=True, gt=0)
    factor_g_per_kwh: float = fields.factor_g_per_kwh(nullable=True)
    factor_basis: str = fields.field("Grundlage des Faktors", "Basis of the factor", nullable=True)
    source: str = fields.field("Quelle", "Source", nullable=True)

    class Config:
        """Rules about several rows."""

        unique = ["municipality_code", "city", "year", "plant", "fuel"]

    @rule(de="Abgegeben wird nicht mehr Wärme als eingespeist.")
    def delivered_heat_is_not_above_heat_fed_in(cls) -> pl.Expr:
        "No more heat is delivered than fed in."
        return pl.col("heat_delivered_mwh") <= pl.col("heat_mwh")
