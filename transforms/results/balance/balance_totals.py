"""A balance summed by sector, by carrier and in total: three ways to the same sum."""

from __future__ import annotations

import polars as pl

from transforms.results.balance.dimensions import by_dimension
from transforms.results.balance.given_balance import given_balance
from transforms.results.balance.set_of_balance import set_of_balance
from transforms.results.exact.whole_units import megawatt_hours, tonnes, whole_sum


def balance_totals(
    period: str, bisko_balance: pl.LazyFrame | None = None, ghg_balance: pl.LazyFrame | None = None
) -> pl.LazyFrame:
    """One row per municipality, year, dimension and part: energy (MWh), emissions (t CO2e), share of the total (of 1).

    A part with a missing row has no sum: `emissions_known_t_co2e` is what is there, `rows_missing` counts the rest.
    Raises `balance-not-given`.
    """
    rows, balance = given_balance("balance_totals", bisko_balance, ghg_balance)
    sums = by_dimension(
        rows,
        {
            "row_count": pl.len().cast(pl.Int64),
            "rows_missing": pl.col("kilograms").null_count().cast(pl.Int64),
            "energy_mwh": megawatt_hours(whole_sum("wh")),
            "emissions_known_t_co2e": tonnes(pl.col("kilograms").sum()),
            "emissions_t_co2e": tonnes(whole_sum("kilograms")),
        },
        ("total", "sector", "carrier"),
    )
    total = pl.col("emissions_t_co2e").filter(pl.col("dimension") == "total").first()
    share = pl.when(total > 0).then((pl.col("emissions_t_co2e") / total).round(6))
    return (
        sums.with_columns(emissions_share=share.over("municipality_code", "city", "year"))
        .with_columns(status=pl.when(pl.col("rows_missing") > 0).then(pl.lit("missing")).otherwise(pl.lit("computed")))
        .select(pl.lit(period).alias("period"), pl.lit(balance).alias("balance"), set_of_balance(rows), pl.all())
        .lazy()
    )
