"""A balance as a year of mean weather would have had it: a view for comparing years, not a conform balance."""

from __future__ import annotations

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.balance.with_place import with_place
from transforms.results.exact.whole_units import tonnes
from transforms.results.inventory.keys import KEY, MUNICIPAL

SECTORS = ("households", "services", *MUNICIPAL, "buildings")
"""Whose heat follows the weather; undivided buildings are these three together."""
HEAT_CARRIERS = (
    "natural_gas", "heating_oil", "heavy_oil", "lpg", "district_heat", "local_heat", "biomass", "wood", "pellets",
    "biogas", "hard_coal", "lignite", "solar_thermal", "environmental_heat", "waste_heat", "other_fossil",
    "other_renewable",
)  # fmt: skip
"""Carriers that heat; electricity and motor fuels are left as they are."""


def weather_corrected_balance(bisko_balance: pl.LazyFrame, degree_days: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per row of the balance: energy and emissions as they are and as corrected; `is_conform` is false in all.

    `energy / (degree days of the year / long-term mean)` for heat of households, trade and services and municipal
    facilities (Hertle et al., ifeu 2019, section 3.5: no correction in a conform balance). Other rows keep their
    energy. Raises `degree-days-missing`.
    """
    rows = bisko_balance.collect()
    weather = (
        with_place(degree_days, rows)
        .drop_nulls(("place", "degree_days", "degree_days_mean"))
        .select("place", "year", "degree_days", "degree_days_mean", weather_source="source")
    )
    placed = with_place(rows.lazy(), rows).join(weather, on=("place", "year"), how="left")
    lacking = placed.filter(pl.col("degree_days").is_null())
    if not lacking.is_empty():
        years = ", ".join(str(year) for year in sorted(set(lacking["year"])))
        known = ", ".join(str(year) for year in sorted(set(degree_days.collect()["year"]))) or "-"
        raise StadtlandError("degree-days-missing", where=years, available=known)
    heats = pl.col("sector").is_in(SECTORS) & pl.col("carrier").is_in(HEAT_CARRIERS)
    ratio = pl.col("degree_days") / pl.col("degree_days_mean")
    energy = pl.when("is_corrected").then((pl.col("energy_mwh") / ratio).round(6)).otherwise(pl.col("energy_mwh"))
    kilograms = (pl.col("corrected_mwh") * pl.col("factor_g_per_kwh")).round(0, "half_away_from_zero")
    return (
        placed.with_columns(is_corrected=heats)
        .with_columns(corrected_mwh=energy)
        .select(
            pl.lit(period).alias("period"),
            *KEY,
            "degree_days",
            "degree_days_mean",
            weather_factor=ratio.round(6),
            weather_source="weather_source",
            is_corrected="is_corrected",
            energy_mwh="energy_mwh",
            energy_corrected_mwh="corrected_mwh",
            factor_set="factor_set",
            emissions_t_co2e="emissions_t_co2e",
            emissions_corrected_t_co2e=pl.when("is_corrected")
            .then(tonnes(kilograms))
            .otherwise(pl.col("emissions_t_co2e")),
            is_conform=pl.lit(False),
            status="status",
            note=pl.lit("weather-corrected: not a conform balance"),
        )
        .sort(KEY, nulls_last=True)
        .lazy()
    )
