"""Uncertainty of a balance's sums from what the sources state: Gaussian error propagation."""

from __future__ import annotations

import polars as pl

from transforms.results.balance.dimensions import by_dimension
from transforms.results.balance.set_of_balance import set_of_balance
from transforms.results.exact.whole_units import tonnes


def balance_uncertainty(bisko_balance: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per municipality, year, dimension and part: uncertainty (±, 95 %) in t CO2e and per cent.

    `U = sqrt(sum (U_i x_i)^2) / |sum x_i|` over the rows whose uncertainty is stated (IPCC 2006 Guidelines, vol. 1,
    ch. 3, eq. 3.2; independent rows). `emissions_stated_t_co2e` are their emissions, `stated_share` their part of the
    known sum; a part without any statement is `missing`, never certain.
    """
    absolute = pl.col("emissions_t_co2e").abs() * pl.col("uncertainty_percent") / 100
    rows = bisko_balance.collect().with_columns(
        kilograms=(pl.col("emissions_t_co2e") * 1000).round().cast(pl.Int64),
        # Squares in whole kilograms squared: they add up alike in any order.
        squared=((absolute * 1000).round() ** 2),
    )
    stated = pl.col("kilograms").filter(pl.col("squared").is_not_null()).sum()
    count = pl.col("squared").is_not_null().sum()
    half_width = pl.col("squared").sort().sum().sqrt() / 1000
    return (
        by_dimension(
            rows,
            {
                "rows_stated": count.cast(pl.Int64),
                "rows_unstated": (pl.col("squared").is_null()).sum().cast(pl.Int64),
                "emissions_stated_t_co2e": tonnes(stated),
                "stated_share": pl.when(pl.col("kilograms").sum() > 0).then(
                    (stated / pl.col("kilograms").sum()).round(6)
                ),
                "uncertainty_t_co2e": pl.when(count > 0).then(half_width.round(3)),
                "uncertainty_percent": pl.when((count > 0) & (stated != 0)).then(
                    (half_width / (stated / 1000).abs() * 100).round(4)
                ),
            },
            ("total", "sector", "carrier"),
        )
        .with_columns(status=pl.when(pl.col("rows_stated") == 0).then(pl.lit("missing")).otherwise(pl.lit("computed")))
        .select(pl.lit(period).alias("period"), set_of_balance(rows), pl.all())
        .lazy()
    )
