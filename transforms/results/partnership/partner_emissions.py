"""What every partner emits, estimated from the country's balance by one method: nobody need publish a balance first.

Top-down estimate of a sector: national emissions x the partner's share of a driver (households by dwelling area,
services and transport by inhabitants, agriculture by farmland; EMEP/EEA guidebook 2019, part A, chapter 7, spatial
proxies). Land use is the partner's own land by class x the national average per hectare (`lulucf_side_balance`).
Industry has no driver: it hangs on single plants, and a share of the country's would be invented. It is not estimated.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.balance.lulucf_side_balance import lulucf_side_balance
from transforms.results.exact.exactly import exactly
from transforms.results.partnership.read_partners import read_partners

METHOD = "top-down estimate from the national balance"
_SECTORS = {"households": "priv_residences", "services": "business", "transport": "transport", "agriculture": "agri"}
_DRIVERS = {"households": "dwelling area", "services": "inhabitants", "transport": "inhabitants",
            "agriculture": "farmland"}  # fmt: skip
_SCHEMA = {
    "period": pl.String, "municipality_code": pl.String, "year": pl.Int64, "sector": pl.String,
    "emissions_t_co2e": pl.Float64, "national_t_co2e": pl.Float64, "driver": pl.String, "driver_value": pl.Float64,
    "driver_national": pl.Float64, "method": pl.String, "factor_set": pl.String, "source": pl.String,
    "status": pl.String,
}  # fmt: skip


def partner_emissions(
    municipality_base: pl.LazyFrame,
    localzero_balance: pl.LazyFrame,
    regional_dwelling_area: pl.LazyFrame,
    regional_population: pl.LazyFrame,
    regional_farmland: pl.LazyFrame,
    land_cover: pl.LazyFrame,
    land_factors: pl.LazyFrame,
    period: str,
    nation: str = "DG000000",
    region: str = "DE",
) -> pl.LazyFrame:
    """One row per partner and sector (t CO2e of the national balance's year), its driver and the national figures.

    A driver that is missing for a partner leaves the sector missing there. `nation` is the country's key in the
    balance and in the drivers, `region` in the land factors. Raises `national-figure-missing`.
    """
    drivers = {
        "dwelling area": _figures(regional_dwelling_area),
        "inhabitants": _figures(regional_population),
        "farmland": _figures(regional_farmland),
    }
    for name, figures in drivers.items():
        if not figures.get(nation):
            raise StadtlandError("national-figure-missing", figure=name, nation=nation, found=0)
    national = {sector: _national(localzero_balance, nation, key) for sector, key in _SECTORS.items()}
    year = next(iter(national.values()))[0]
    land = _land_use(municipality_base, land_cover, land_factors, region, period)
    rows: list[dict[str, Any]] = []
    for code in read_partners(municipality_base):
        about = {"period": period, "municipality_code": code, "year": year, "method": METHOD}
        for sector, (_, tonnes) in national.items():
            figures = drivers[_DRIVERS[sector]]
            here, whole = figures.get(code), figures[nation]
            share = None if here is None or whole is None else Fraction(here) / Fraction(whole)
            estimate = None if share is None else _kilograms(Fraction(tonnes) * share)
            rows.append({
                **about, "sector": sector, "emissions_t_co2e": estimate,
                "national_t_co2e": _kilograms(Fraction(tonnes)), "driver": _DRIVERS[sector],
                "driver_value": None if here is None else float(here),
                "driver_national": None if whole is None else float(whole), "factor_set": f"LocalZero {year}",
                "source": f"LocalZero (GermanZero), balance of {nation} and base data {year}",
                "status": "missing" if estimate is None else "computed",
            })  # fmt: skip
        tonnes_land, hectares = land.get(code, (None, None))
        rows.append({
            **about, "sector": "land use", "emissions_t_co2e": tonnes_land, "national_t_co2e": None,
            "driver": "land by class", "driver_value": hectares, "driver_national": None,
            "factor_set": f"LocalZero {year}",
            "source": "land by class x national average per hectare (National Inventory Report 2020 by LocalZero)",
            "status": "missing" if tonnes_land is None else "computed",
        })  # fmt: skip
    return pl.DataFrame(rows, schema=_SCHEMA).sort("municipality_code", "sector").lazy()


def _figures(frame: pl.LazyFrame) -> dict[str, Decimal | None]:
    return {row["region_code"]: exactly(row["value"]) for row in frame.collect().to_dicts()}


def _national(localzero_balance: pl.LazyFrame, nation: str, sector: str) -> tuple[int, Decimal]:
    """Year and emissions of the national sector's total; one that only processes emit states these alone."""
    whole = (
        localzero_balance.filter(
            pl.col("municipality_code") == nation, pl.col("sector") == sector, pl.col("carrier") == "total"
        )
        .select("year", tonnes=pl.coalesce("emissions_t_co2e", "emissions_process_t_co2e"))
        .unique()
        .collect()
    )
    tonnes = exactly(whole["tonnes"][0]) if whole.height == 1 else None
    if tonnes is None:
        raise StadtlandError("national-figure-missing", figure=sector, nation=nation, found=whole.height)
    return int(whole["year"][0]), tonnes


def _land_use(
    municipality_base: pl.LazyFrame, land_cover: pl.LazyFrame, land_factors: pl.LazyFrame, region: str, period: str
) -> dict[str, tuple[float | None, float | None]]:
    """Emissions (negative: bound) and hectares by partner."""
    ours = land_cover.join(municipality_base.select("municipality_code"), on="municipality_code", how="semi")
    totals = lulucf_side_balance(period, land_factors, ours, region=region).filter(
        pl.col("method") == "national average", pl.col("land_class") == "total"
    )
    rows = totals.select("municipality_code", "emissions_t_co2e", "area_ha").collect()
    return {code: (tonnes, hectares) for code, tonnes, hectares in rows.iter_rows()}


def _kilograms(tonnes: Fraction) -> float:
    return float(round(tonnes, 3)) + 0.0
