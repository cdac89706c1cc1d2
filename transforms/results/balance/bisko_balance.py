"""Greenhouse-gas balance by the German municipal convention (BISKO): territorial, final energy, factors with upstream.

`emissions_t_co2e = energy_mwh x factor_g_per_kwh / 1000` (Hertle, Duennebeil, Gugel, Rechsteiner, Reinhard: BISKO,
ifeu 2019, section 3), in whole kilograms, so that sums over sectors, over carriers and the total are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.balance.environmental_heat import PERFORMANCE
from transforms.results.exact.whole_units import tonnes
from transforms.results.factors.chosen_factors import chosen_factors
from transforms.results.factors.factor_set import factor_set as pick
from transforms.results.inventory.keys import KEY, PLACE

_FACTOR = ("factor_g_per_kwh", "factor_edition", "factor_basis", "factor_source")


def bisko_balance(
    bisko_inventory: pl.LazyFrame,
    factors: pl.LazyFrame,
    factor_sets: pl.LazyFrame,
    period: str,
    *,
    factor_set: str,
    missing_factor: str = "error",
    district_heat_factor: pl.LazyFrame | None = None,
    own_factors: Mapping[str, Mapping[str, Any]] | None = None,
) -> pl.LazyFrame:
    """One row per municipality, year, sector, carrier and scope: energy (MWh), factor, route, emissions (t CO2e).

    Electricity takes the set's national mix of the year; environmental heat that mix over 3.2; district heat its own
    factor where `district_heat_factor` was computed. `own_factors` are other plant data by carrier, as in ghg_balance.
    `uncertainty_percent` combines what the source states for energy and factor (IPCC 2006, vol. 1, eq. 3.1); it is
    missing where one of them is. Raises `national-mix-only`, `factor-missing`, `factor-bases-mixed`.
    """
    own = dict(own_factors or {})
    if "electricity" in own:
        raise StadtlandError("national-mix-only", result="bisko_balance")
    allowed = ("error", "missing")
    if missing_factor not in allowed:
        raise StadtlandError(
            "result-parameter-wrong", result="bisko_balance", parameter="missing_factor", allowed=", ".join(allowed)
        )
    chosen = pick(factors, factor_sets, factor_set).collect()
    rows = (
        bisko_inventory.filter("is_counted")
        .collect()
        .with_row_index("row", offset=1)
        .with_columns(factor_stated_g_per_kwh=pl.lit(None, dtype=pl.Float64), printed=pl.col("carrier"))
    )
    is_heat = (pl.col("carrier") == "environmental_heat") & pl.lit("environmental_heat" not in own)
    # Environmental heat is asked for as electricity of its year, whatever the set prints for it.
    asked = rows.with_columns(carrier=pl.when(is_heat).then(pl.lit("electricity")).otherwise(pl.col("carrier")))
    heat = _district_heat(district_heat_factor, own)
    with_heat = asked.join(heat, on=(*PLACE, "carrier"), how="left", nulls_equal=True)
    is_own = pl.col("own_g_per_kwh").is_not_null()
    answered = chosen_factors(
        with_heat.filter(~is_own).drop(heat.columns[4:]),
        chosen,
        factor_set=factor_set,
        factor_from="set",
        missing_factor=missing_factor,
        own_factors=own,
    )
    over = pl.lit(f"{PERFORMANCE:g}")
    answered = answered.with_columns(carrier=pl.col("printed")).with_columns(
        factor_g_per_kwh=pl.when(is_heat)
        .then((pl.col("factor_g_per_kwh") / PERFORMANCE).round(6))
        .otherwise(pl.col("factor_g_per_kwh")),
        factor_route=pl.when(pl.col("factor_g_per_kwh").is_null())
        .then(None)
        .when(is_heat)
        .then(pl.concat_str(pl.lit("national mix / "), over))
        .when(pl.col("factor_edition") == "own")
        .then(pl.lit("own plant data, as stated"))
        .when(pl.col("carrier") == "electricity")
        .then(pl.lit("national mix"))
        .when((pl.col("carrier") == "district_heat") & (pl.col("factor_g_per_kwh") == 260))
        .then(pl.lit("default (ceiling)"))
        .otherwise(pl.lit("set")),
    )
    from_route = with_heat.filter(is_own).with_columns(
        factor_g_per_kwh="own_g_per_kwh",
        factor_edition="own_edition",
        factor_basis="own_basis",
        factor_source="own_source",
        factor_route="own_route",
    )
    return _emissions(pl.concat([answered, from_route], how="diagonal"), period, factor_set).lazy()


def _district_heat(table: pl.LazyFrame | None, own: Mapping[str, Any]) -> pl.DataFrame:
    """The computed factors of district heat, one per municipality and year; stated plant data go before them."""
    types = dict(zip(PLACE, (pl.String, pl.String, pl.Int64), strict=True)) | {"carrier": pl.String}
    names = ("own_g_per_kwh", "own_edition", "own_basis", "own_source", "own_route")
    if table is None or "district_heat" in own:
        return pl.DataFrame(schema=types | dict(zip(names, (pl.Float64, *[pl.String] * 4), strict=True)))
    route = pl.when(pl.col("is_ceiling")).then(pl.lit("default (ceiling)")).otherwise(pl.col("route"))
    return table.select(
        *PLACE,
        carrier=pl.lit("district_heat"),
        own_g_per_kwh="factor_g_per_kwh",
        own_edition="factor_edition",
        own_basis="factor_basis",
        own_source="factor_source",
        own_route=route,
    ).collect()


def _emissions(rows: pl.DataFrame, period: str, factor_set: str) -> pl.DataFrame:
    kilograms = (pl.col("energy_mwh") * pl.col("factor_g_per_kwh")).round(0, "half_away_from_zero").cast(pl.Int64)
    both = pl.col("energy_uncertainty_percent") ** 2 + pl.col("factor_uncertainty_percent") ** 2
    return rows.select(
        pl.lit(period).alias("period"),
        *KEY,
        "row_count",
        "energy_mwh",
        pl.lit(factor_set).alias("factor_set"),
        *_FACTOR,
        "factor_route",
        emissions_t_co2e=tonnes(kilograms),
        emissions_published_t_co2e="emissions_published_t_co2e",
        difference_t_co2e=(tonnes(kilograms) - pl.col("emissions_published_t_co2e")).round(3),
        data_quality_score="data_quality_score",
        rated_share="rated_share",
        uncertainty_percent=both.sqrt().round(6),
        status=pl.when(kilograms.is_null()).then(pl.lit("missing")).otherwise(pl.lit("computed")),
        note=pl.when(pl.col("energy_mwh").is_null())
        .then(pl.lit("no energy stated"))
        .when(kilograms.is_null())
        .then(pl.lit("no factor"))
        .when((pl.col("heat_pump_mwh") < 0) & pl.col("emissions_published_t_co2e").is_not_null())
        .then(pl.lit("the published figure holds the electricity of heat pumps, ours does not")),
    ).sort(KEY, nulls_last=True)
