"""Shares of heat and electricity in the fuel of combined plants, beside the shares that a table prints for them."""

from __future__ import annotations

import polars as pl

from transforms.results.balance.exergetic_split import SURROUNDINGS_K, exergetic_split

_DECIMALS = 9


def chp_allocation(chp_operation: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per operating point: the two shares (of 1, nine decimals), printed ones and ours minus printed.

    `electricity_fraction` is electricity over electricity plus heat. The shares sum to 1.
    """
    fraction = pl.col("electricity_fraction")
    share = exergetic_split(fraction, 1 - fraction, pl.col("t_supply_k")).round(_DECIMALS)
    rows = chp_operation.with_columns(share_heat=share, share_electricity=(1 - share).round(_DECIMALS))
    for ours, printed in (
        ("share_heat", "share_heat_as_printed"),
        ("share_electricity", "share_electricity_as_printed"),
    ):
        if printed not in rows.collect_schema():
            rows = rows.with_columns(pl.lit(None, dtype=pl.Float64).alias(printed))
        rows = rows.with_columns((pl.col(ours) - pl.col(printed)).round(_DECIMALS).alias(f"difference_{ours}"))
    return rows.select(
        pl.lit(period).alias("period"),
        "electricity_fraction",
        "t_supply_k",
        pl.lit(SURROUNDINGS_K).alias("t_surroundings_k"),
        quality_heat=(1 - SURROUNDINGS_K / pl.col("t_supply_k")).round(_DECIMALS),
        share_heat="share_heat",
        share_electricity="share_electricity",
        share_heat_as_printed="share_heat_as_printed",
        share_electricity_as_printed="share_electricity_as_printed",
        difference_share_heat="difference_share_heat",
        difference_share_electricity="difference_share_electricity",
        status=pl.lit("computed"),
    ).sort("electricity_fraction", "t_supply_k")
