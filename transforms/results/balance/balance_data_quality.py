"""How far a balance rests on measured data: A 1, B 0.5, C 0.25, D 0, weighted by energy (BISKO)."""

from __future__ import annotations

import polars as pl

from transforms.results.balance.dimensions import by_dimension
from transforms.results.exact.whole_units import megawatt_hours


def balance_data_quality(bisko_inventory: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per municipality, year and sector, and one for all: score of the rated energy (0 to 1), share rated.

    Hertle et al. (ifeu 2019), section 2.3. Energy without a rating is not D: it is left out of the score and told by
    `rated_share`; without any rating there is no score (`missing`). Energy that is missing has no weight.
    """
    wh = (pl.col("energy_mwh") * 1_000_000).round().cast(pl.Int64)
    rows = (
        bisko_inventory.filter("is_counted")
        .collect()
        .with_columns(wh=wh)
        .with_columns(rated_wh=(pl.col("wh") * pl.col("rated_share").fill_null(0)).round().cast(pl.Int64))
        .with_columns(
            # The score of a row has six decimals, so a million times the weighted energy is whole.
            weighted=(pl.col("data_quality_score").fill_null(0) * pl.col("rated_wh")).round().cast(pl.Int64)
        )
    )
    rated = pl.col("rated_wh").sum()
    return (
        by_dimension(
            rows,
            {
                "energy_mwh": megawatt_hours(pl.col("wh").sum()),
                "rated_energy_mwh": megawatt_hours(rated),
                "rated_share": pl.when(pl.col("wh").sum() > 0).then((rated / pl.col("wh").sum()).round(6)),
                "data_quality_score": pl.when(rated > 0).then((pl.col("weighted").sum() / rated).round(6)),
                "rows_missing": pl.col("wh").null_count().cast(pl.Int64),
                "rows_unrated": (pl.col("data_quality_score").is_null() & pl.col("wh").is_not_null())
                .sum()
                .cast(pl.Int64),
            },
            ("total", "sector"),
        )
        .with_columns(
            status=pl.when(pl.col("data_quality_score").is_null()).then(pl.lit("missing")).otherwise(pl.lit("computed"))
        )
        .select(pl.lit(period).alias("period"), pl.all())
        .lazy()
    )
