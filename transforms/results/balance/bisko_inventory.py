"""An inventory as the German municipal convention counts it: corrected energies, with every correction beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.balance.environmental_heat import environmental_heat
from transforms.results.balance.municipal_facilities import municipal_facilities
from transforms.results.exact.exact_sum import exact_sum
from transforms.results.exact.whole_units import megawatt_hours, whole_sum
from transforms.results.inventory.keys import GENERATION, KEY, SECTORS
from transforms.results.inventory.named_rows import named_rows

HeatPumps = Literal["in-electricity", "apart"]
WEIGHTS = {"A": 1.0, "B": 0.5, "C": 0.25, "D": 0.0}
"""Data quality: measured by the supplier, extrapolated, from regional figures, from national ones (BISKO)."""


def bisko_inventory(
    ghg_inventory: pl.LazyFrame,
    period: str,
    *,
    carriers: pl.LazyFrame | None = None,
    sector_synonyms: pl.LazyFrame | None = None,
    municipality_codes: Mapping[str, str] | None = None,
    heat_pump_electricity: HeatPumps = "in-electricity",
    municipal_in_services: bool = True,
) -> pl.LazyFrame:
    """One row per municipality, year, sector, carrier and scope: energy reported and counted (MWh), and what moved.

    `energy_mwh` = reported + moved to heat pumps + subtracted as municipal. Generation and sectors outside final energy
    are told and not counted (`is_counted`). `data_quality_score` weighs the rated rows (A 1, B 0.5, C 0.25, D 0) by
    energy; `rated_share` says how much of the energy is rated: an empty rating is not D. Raises
    `heat-pump-electricity-lacks`, `municipal-above-services`, `inventory-key-twice`, `municipality-not-named`.
    """
    if heat_pump_electricity not in get_args(HeatPumps):
        allowed = ", ".join(get_args(HeatPumps))
        raise StadtlandError(
            "result-parameter-wrong", result="bisko_inventory", parameter="heat_pump_electricity", allowed=allowed
        )
    rows = named_rows(ghg_inventory, carriers, sector_synonyms, municipality_codes or {}).with_columns(
        energy_wh=(pl.col("energy_mwh") * 1_000_000).round().cast(pl.Int64),
        is_counted=pl.col("sector").is_in(SECTORS) & ~pl.col("carrier").is_in(GENERATION),
    )
    counted, told = rows.filter("is_counted"), rows.filter(~pl.col("is_counted"))
    nothing = pl.lit(0, dtype=pl.Int64)
    counted = (
        environmental_heat(counted) if heat_pump_electricity != "apart" else counted.with_columns(moved_wh=nothing)
    )
    counted = municipal_facilities(counted) if municipal_in_services else counted.with_columns(subtracted_wh=nothing)
    all_rows = pl.concat([counted, told.with_columns(moved_wh=nothing, subtracted_wh=nothing)], how="diagonal")
    return _by_key(all_rows, period).lazy()


def _by_key(rows: pl.DataFrame, period: str) -> pl.DataFrame:
    net = pl.col("energy_wh") + pl.col("moved_wh") + pl.col("subtracted_wh")
    rated = pl.when(pl.col("data_quality").is_not_null()).then(pl.col("energy_wh").fill_null(0)).otherwise(0)
    weight = pl.col("data_quality").replace_strict(WEIGHTS, default=0.0, return_dtype=pl.Float64)
    # Weights are quarters, so four times the weighted Wh are whole and add exactly.
    weighted = (weight * 4).cast(pl.Int64) * rated
    return (
        rows.with_columns(net_wh=net, rated_wh=rated, weighted_wh=weighted)
        .group_by(KEY)
        .agg(
            is_counted=pl.col("is_counted").all(),
            is_known=pl.col("is_known").all(),
            row_count=pl.len().cast(pl.Int64),
            energy_reported_mwh=_mwh("energy_wh"),
            heat_pump_mwh=_mwh("moved_wh"),
            municipal_mwh=_mwh("subtracted_wh"),
            energy_mwh=_mwh("net_wh"),
            emissions_published_t_co2e=exact_sum(pl.col("emissions_published_t_co2e"), decimals=6),
            data_quality_score=pl.when(pl.col("rated_wh").sum() > 0).then(
                (pl.col("weighted_wh").sum() / 4 / pl.col("rated_wh").sum()).round(6)
            ),
            rated_share=pl.when(pl.col("energy_wh").sum() > 0).then(
                (pl.col("rated_wh").sum() / pl.col("energy_wh").sum()).round(9)
            ),
            energy_uncertainty_percent=_one_uncertainty("energy_uncertainty_percent"),
            factor_uncertainty_percent=_one_uncertainty("factor_uncertainty_percent"),
        )
        .with_columns(
            status=pl.when(pl.col("energy_mwh").is_null()).then(pl.lit("missing")).otherwise(pl.lit("computed"))
        )
        .select(pl.lit(period).alias("period"), *KEY, pl.exclude("period", *KEY))
        .sort(KEY, nulls_last=True)
    )


def _mwh(column: str) -> pl.Expr:
    """Whole Wh as MWh; one missing part makes the sum missing."""
    return megawatt_hours(whole_sum(column))


def _one_uncertainty(column: str) -> pl.Expr:
    """The stated uncertainty where all rows of the key state the same; different ones are nobody's statement."""
    same = (pl.col(column).n_unique() == 1) & (pl.col(column).null_count() == 0)
    return pl.when(same).then(pl.col(column).first())
