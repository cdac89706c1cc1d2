"""What a municipality's land emits or binds: area by land class times a factor per hectare, beside the balance."""

from __future__ import annotations

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.exact.exact_sum import exact_sum
from transforms.results.exact.whole_units import whole_units

_DECIMALS = 2
_ROUNDING_HA, _ROUNDING_SHARE = 6.0, 0.001
"""Classes are printed in whole hectares: so much may their sum miss the land without any land being left out."""


def lulucf_side_balance(
    period: str,
    land_factors: pl.LazyFrame,
    land_cover: pl.LazyFrame | None = None,
    municipality_base: pl.LazyFrame | None = None,
    *,
    region: str = "DE",
) -> pl.LazyFrame:
    """One row per municipality, method, land class and category: area (ha), factor (t CO2e/ha), emissions (t CO2e).

    Two methods, told apart and never added: `national average` (inventory report over the country's land) and `natural
    forest` (what forest older than 15 years binds: an upper bound). A class without area or factor is missing, land
    that no class holds is `unclassified`, and either leaves the total of its method missing. Energy from wood is in the
    balance and not here. No row is part of a BISKO balance.
    Raises `land-not-given`.
    """
    known = land_factors.filter(pl.col("region") == region).with_columns(
        per_ha=pl.col("emissions_t_co2e") / pl.col("area_ha")
    )
    tables = [_classes(frame) for frame in (land_cover, municipality_base) if frame is not None]
    if not tables:
        raise StadtlandError("land-not-given")
    # A municipality's land comes from one table: the land statistics, else the partners' own. Vintages are not mixed.
    areas = tables[0]
    for further in tables[1:]:
        areas = pl.concat([areas, further.join(areas, on="municipality_code", how="anti")])
    rows = areas.join(known.drop("area_ha", "emissions_t_co2e"), on="land_class", how="left").with_columns(
        method=pl.col("method").fill_null("national average"), category=pl.col("category").fill_null("no factor")
    )
    area = pl.col("class_ha") * pl.col("share_of_class").fill_null(1.0)
    hundredths = (area * pl.col("per_ha") * 10**_DECIMALS).round().cast(pl.Int64)
    computed = rows.with_columns(area_ha=area.round(3), hundredths=hundredths)
    single = computed.select(
        "municipality_code",
        "method",
        "land_class",
        "category",
        "area_ha",
        factor_t_co2e_per_ha=pl.col("per_ha").round(6),
        factor_edition="year_or_edition",
        factor_source="source",
        emissions_t_co2e=whole_units(pl.col("hundredths"), decimals=_DECIMALS),
        rows_missing=pl.col("hundredths").is_null().cast(pl.Int64),
    )
    # Wood products hang on the forest's own hectares, so the land is summed over classes, not over categories.
    land = (
        computed.unique(("municipality_code", "method", "land_class"))
        .group_by("municipality_code", "method")
        .agg(area_ha=exact_sum(pl.col("class_ha"), decimals=3))
    )
    total = (
        computed.group_by("municipality_code", "method")
        .agg(
            emissions_t_co2e=pl.when(pl.col("hundredths").null_count() == 0).then(
                whole_units(pl.col("hundredths").sum(), decimals=_DECIMALS)
            ),
            rows_missing=pl.col("hundredths").null_count().cast(pl.Int64),
        )
        .join(land, on=("municipality_code", "method"))
        .with_columns(
            land_class=pl.lit("total"),
            category=pl.lit("total"),
            factor_t_co2e_per_ha=pl.lit(None, dtype=pl.Float64),
            factor_edition=pl.lit(None, dtype=pl.String),
            factor_source=pl.lit(None, dtype=pl.String),
        )
    )
    return (
        pl.concat([single, total.select(single.collect_schema().names())])
        .with_columns(
            is_in_bisko=pl.lit(False),
            status=pl.when(pl.col("emissions_t_co2e").is_null()).then(pl.lit("missing")).otherwise(pl.lit("computed")),
        )
        .select(pl.lit(period).alias("period"), pl.all())
        .sort("municipality_code", "method", pl.col("land_class") == "total", "land_class", "category")
    )


def _classes(frame: pl.LazyFrame) -> pl.LazyFrame:
    """One row per municipality and land class (ha); land that no class holds is a class without a factor."""
    columns = frame.collect_schema().names()
    classes = [name for name in columns if name.endswith("_ha") and name != "land_ha"]
    known = frame.select("municipality_code", *[pl.col(name).cast(pl.Float64) for name in classes])
    if "land_ha" in columns:
        rest = frame.collect().select(
            rest=pl.col("land_ha") - pl.sum_horizontal(pl.col(classes).fill_null(0)),
            rounding=_ROUNDING_HA + pl.col("land_ha") * _ROUNDING_SHARE,
        )
        known = known.with_columns(
            rest.select(pl.when(pl.col("rest") > pl.col("rounding")).then(pl.col("rest")))
            .to_series()
            .alias("unclassified_ha")
        )
    rows = known.unpivot(index="municipality_code", variable_name="land_class", value_name="class_ha").with_columns(
        pl.col("land_class").str.strip_suffix("_ha")
    )
    return rows.filter((pl.col("land_class") != "unclassified") | pl.col("class_ha").is_not_null())
