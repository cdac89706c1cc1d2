"""Greenhouse-gas balance of a municipality by sector and carrier: territorial, final energy, one factor set.

`emissions_t_co2e = energy_mwh x factor_g_per_kwh / 1000` (BISKO, ifeu 2019, section 3). Computed in whole kilograms:
that is the one rounding, so published rows add up exactly to every published total, in any order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.exact.whole_units import megawatt_hours, tonnes, whole_units
from transforms.results.factors.chosen_factors import chosen_factors
from transforms.results.factors.factor_set import factor_set as pick
from transforms.results.inventory.keys import KEY
from transforms.results.inventory.named_rows import named_rows

_FACTOR = ("factor_g_per_kwh", "factor_edition", "factor_basis", "factor_source")
FactorFrom = Literal["set", "stated"]
MissingFactor = Literal["error", "missing", "set"]


def ghg_balance(
    ghg_inventory: pl.LazyFrame,
    factors: pl.LazyFrame,
    factor_sets: pl.LazyFrame,
    period: str,
    *,
    factor_set: str,
    factor_from: FactorFrom = "set",
    missing_factor: MissingFactor = "error",
    own_factors: Mapping[str, Mapping[str, Any]] | None = None,
    municipality_codes: Mapping[str, str] | None = None,
    carriers: pl.LazyFrame | None = None,
    sector_synonyms: pl.LazyFrame | None = None,
) -> pl.LazyFrame:
    """One row per municipality, year, sector, carrier and scope: energy (MWh), factor (g/kWh), emissions (t CO2e).

    `factor_from` "set" takes all factors from the named set; "stated" takes what the inventory states itself. A carrier
    without a factor is `factor-missing`, or stays missing (`missing_factor` "missing"), or, for stated factors, comes
    from the set ("set"). `own_factors` are plant data by carrier: {district_heat: {g_per_kwh: 235.5, basis: lca,
    source: ...}}; another basis than the set's is `factor-bases-mixed`. `municipality_codes` gives codes by city name.

    Missing energy stays missing. Rows that are totals of others are left out. A key that stands twice is
    `inventory-key-twice`. A published figure is shown beside ours with the difference (ours minus published).
    """
    _one_of("factor_from", factor_from, get_args(FactorFrom))
    _one_of("missing_factor", missing_factor, get_args(MissingFactor))
    rows = named_rows(ghg_inventory, carriers, sector_synonyms, municipality_codes or {})
    with_factors = chosen_factors(
        rows,
        pick(factors, factor_sets, factor_set).collect(),
        factor_set=factor_set,
        factor_from=factor_from,
        missing_factor=missing_factor,
        own_factors=own_factors or {},
    )
    # MWh x g/kWh is kg. Half a kilogram is rounded away from zero; the product of two floats repeats to the last bit.
    kilograms = (pl.col("energy_mwh") * pl.col("factor_g_per_kwh")).round(0, "half_away_from_zero").cast(pl.Int64)
    published_g = (pl.col("emissions_published_t_co2e") * 1_000_000).round(0).cast(pl.Int64)
    return (
        with_factors.with_columns(kilograms=kilograms, published_g=published_g)
        .group_by(KEY)
        .agg(
            row_count=pl.len().cast(pl.Int64),
            energy_mwh=megawatt_hours(_sum_of_all((pl.col("energy_mwh") * 1_000_000).round(0).cast(pl.Int64))),
            **{name: _the_only(name) for name in _FACTOR},
            emissions_t_co2e=tonnes(_sum_of_all(pl.col("kilograms"))),
            emissions_published_t_co2e=whole_units(_sum_of_all(pl.col("published_g")), decimals=6),
            status=pl.when(pl.col("kilograms").is_null().any()).then(pl.lit("missing")).otherwise(pl.lit("computed")),
            missing_energy=pl.col("energy_mwh").is_null().any(),
        )
        .with_columns(
            difference_t_co2e=(pl.col("emissions_t_co2e") - pl.col("emissions_published_t_co2e")).round(3),
            note=pl.when(pl.col("missing_energy"))
            .then(pl.lit("no energy stated"))
            .when(pl.col("status") == "missing")
            .then(pl.lit("no factor")),
        )
        .select(
            pl.lit(period).alias("period"),
            *KEY,
            "row_count",
            "energy_mwh",
            pl.lit(factor_set).alias("factor_set"),
            "factor_g_per_kwh",
            "factor_edition",
            "factor_basis",
            "factor_source",
            "emissions_t_co2e",
            "emissions_published_t_co2e",
            "difference_t_co2e",
            "status",
            "note",
        )
        .sort(KEY, nulls_last=True)
        .lazy()
    )


def _sum_of_all(column: pl.Expr) -> pl.Expr:
    """The sum, or null as soon as one part is missing: a sum without one part is not the sum."""
    return pl.when(column.is_null().any()).then(None).otherwise(column.sum())


def _the_only(name: str) -> pl.Expr:
    return pl.when(pl.col(name).n_unique() == 1).then(pl.col(name).first()).otherwise(None)


def _one_of(parameter: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise StadtlandError(
            "result-parameter-wrong", result="ghg_balance", parameter=parameter, allowed=", ".join(allowed)
        )
