"""The balance as the Covenant of Mayors asks for it: a baseline (BEI) or monitoring (MEI) emission inventory."""

from __future__ import annotations

import polars as pl

from transforms.results.balance.given_balance import given_balance
from transforms.results.balance.set_of_balance import set_of_balance
from transforms.results.exact.whole_units import megawatt_hours, tonnes, whole_sum
from transforms.results.inventory.keys import PLACE

_SECTORS = {
    "municipal": "Municipal buildings, equipment/facilities",
    "services": "Tertiary (non municipal) buildings, equipment/facilities",
    "households": "Residential buildings",
    "public_lighting": "Public lighting",
    "industry": "Industry",
    "buildings": "Buildings, equipment/facilities, not divided",
    "public_transport": "Public transport",
    "private_transport": "Private and commercial transport",
    "transport": "Transport, not divided",
    "road_transport": "Transport, not divided",
    "rail": "Public transport",
    "shipping": "Transport, not divided",
    "aviation": "Transport, not divided",
    "agriculture": "Agriculture, forestry, fisheries",
    "afolu": "Agriculture, forestry, fisheries",
}
_CARRIERS = {
    "electricity": "Electricity",
    "district_heat": "Heat/cold",
    "local_heat": "Heat/cold",
    "waste_heat": "Heat/cold",
    "natural_gas": "Natural gas",
    "lpg": "Liquid gas",
    "heating_oil": "Heating oil",
    "heavy_oil": "Heating oil",
    "diesel": "Diesel",
    "gasoline": "Gasoline",
    "lignite": "Lignite",
    "hard_coal": "Coal",
    "other_fossil": "Other fossil fuels",
    "kerosene": "Other fossil fuels",
    "biodiesel": "Biofuel",
    "bioethanol": "Biofuel",
    "biofuel": "Biofuel",
    "biomass": "Other biomass",
    "wood": "Other biomass",
    "pellets": "Other biomass",
    "biogas": "Other biomass",
    "solar_thermal": "Solar thermal",
    "environmental_heat": "Geothermal",
}
"""Rows and columns of tables A and B (Covenant of Mayors for Climate and Energy: Reporting Guidelines, 2020, ch. 4)."""
_OTHER = "Other"


def covenant_inventory(
    period: str,
    bisko_balance: pl.LazyFrame | None = None,
    ghg_balance: pl.LazyFrame | None = None,
    *,
    baseline_year: int | None = None,
) -> pl.LazyFrame:
    """One row per municipality, year, sector and carrier of the template: energy (MWh), emissions (t CO2e), BEI or MEI.

    The baseline year's inventory is the BEI, any other a MEI; without `baseline_year` the earliest of each
    municipality. Rows add up to the balance's total. Names the template lacks go to `Other`, and are told there. The
    local energy generation tables are not part of it. Raises `balance-not-given`.
    """
    rows, balance = given_balance("covenant_inventory", bisko_balance, ghg_balance)
    first = pl.col("year").min().over("municipality_code", "city") if baseline_year is None else pl.lit(baseline_year)
    return (
        rows.with_columns(
            inventory=pl.when(pl.col("year") == first).then(pl.lit("BEI")).otherwise(pl.lit("MEI")),
            covenant_sector=pl.col("sector").replace_strict(_SECTORS, default=_OTHER, return_dtype=pl.String),
            covenant_carrier=pl.col("carrier").replace_strict(_CARRIERS, default=_OTHER, return_dtype=pl.String),
        )
        .group_by(*PLACE, "inventory", "covenant_sector", "covenant_carrier")
        .agg(
            our_sectors=pl.col("sector").unique().sort().str.join(", "),
            our_carriers=pl.col("carrier").unique().sort().str.join(", "),
            row_count=pl.len().cast(pl.Int64),
            energy_mwh=megawatt_hours(whole_sum("wh")),
            emissions_t_co2e=tonnes(whole_sum("kilograms")),
            factor_basis=pl.when(pl.col("factor_basis").n_unique() == 1).then(pl.col("factor_basis").first()),
            status=pl.when(pl.col("kilograms").null_count() > 0).then(pl.lit("missing")).otherwise(pl.lit("computed")),
        )
        .select(pl.lit(period).alias("period"), pl.lit(balance).alias("balance"), set_of_balance(rows), pl.all())
        .sort(*PLACE, "covenant_sector", "covenant_carrier", nulls_last=True)
        .lazy()
    )
