"""How people get about: trips and kilometres by mode and area, weighted from the sample to the city."""

from __future__ import annotations

import polars as pl

MODES = ("walk", "bicycle", "public_transport", "car_driver", "car_passenger")

_WEIGHT_STEPS = 10_000
_METRES = 1000


def modal_split(travel_survey: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per area (as generalised) and mode: persons who used it, its share of trips, and of kilometres.

    Each person counts with its weight: share of trips = sum(weight x trips of the mode) / sum(weight x all trips) of
    the area; of kilometres likewise (Nobis and Kuhnimhof, Mobilität in Deutschland: MiD Ergebnisbericht, 2018).
    `person_count` is unweighted, because it is what a small cell is made of. An area without any trip has no shares:
    null, not zero; nor has one where a figure is missing. Weights are taken in ten-thousandths and distances in
    metres, so sums are exact and repeat. No cell is suppressed here: that is done to the finished table.
    """
    weight = (pl.col("weight") * _WEIGHT_STEPS).round().cast(pl.Int64)
    modes = pl.concat(
        travel_survey.select(
            pl.col("district").alias("area"),
            pl.lit(mode).alias("mode"),
            (pl.col(f"trips_{mode}") > 0).alias("is_user"),
            (weight * pl.col(f"trips_{mode}").round().cast(pl.Int64)).alias("trips"),
            (weight * (pl.col(f"km_{mode}") * _METRES).round().cast(pl.Int64)).alias("metres"),
        )
        for mode in MODES
    )
    sums = modes.group_by("area", "mode").agg(
        pl.col("is_user").sum().cast(pl.Int64).alias("person_count"), _sum_of_all("trips"), _sum_of_all("metres")
    )
    return sums.select(
        pl.lit(period).alias("period"),
        "area",
        "mode",
        "person_count",
        _share("trips").alias("trip_share"),
        _share("metres").alias("km_share"),
        pl.lit(value=False).alias("is_suppressed"),
    ).sort("area", "mode")


def _sum_of_all(column: str) -> pl.Expr:
    return pl.when(pl.col(column).null_count() == 0).then(pl.col(column).sum()).alias(column)


def _share(column: str) -> pl.Expr:
    total = pl.col(column).sum().over("area")
    is_known = (total > 0) & (pl.col(column).null_count().over("area") == 0)
    # Rounded once, at output: four decimals are a hundredth of a per cent.
    return pl.when(is_known).then((pl.col(column) / total).round(4))
