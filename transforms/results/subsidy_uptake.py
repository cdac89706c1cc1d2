"""Who takes up a refurbishment programme: applications, cost and grants by measure and income class."""

from __future__ import annotations

import polars as pl

from transforms.results.exact.exact_sum import exact_sum


def subsidy_uptake(subsidy_applicants: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per measure and income class: applications, their cost and the grants applied for (EUR).

    Cost and grant of single applications may be top-coded or rounded before they get here; the sums carry that. Rows
    whose measure was suppressed stay as `*`, so totals hold. No cell is suppressed here: that is done to the
    finished table.
    """
    sums = {column: exact_sum(pl.col(column), decimals=2) for column in ("cost_eur", "grant_eur")}
    return (
        subsidy_applicants.group_by("measure_type", "income_class")
        .agg(application_count=pl.len().cast(pl.Int64), **sums)
        .select(
            pl.lit(period).alias("period"),
            "measure_type",
            "income_class",
            "application_count",
            *sums,
            pl.lit(value=False).alias("is_suppressed"),
        )
        .sort("measure_type", "income_class")
    )
