"""The emission factor of a municipality's district heat, by the best of three routes that its data allow."""

from __future__ import annotations

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.balance.plant_factor import plant_factor
from transforms.results.balance.with_place import with_place
from transforms.results.factors.chosen_factors import chosen_factors
from transforms.results.factors.factor_set import factor_set as pick
from transforms.results.inventory.keys import PLACE

PREDOMINANT = 0.8
"""A technology stands for a network only where it makes at least this share of the heat."""
CEILING_G_PER_KWH = 260.0
"""Heat and power from coal: what a network without data is taken for (BISKO, table 5)."""


def district_heat_factor(
    bisko_inventory: pl.LazyFrame,
    factors: pl.LazyFrame,
    factor_sets: pl.LazyFrame,
    period: str,
    *,
    factor_set: str,
    heat_plants: pl.LazyFrame | None = None,
    district_heat_technologies: pl.LazyFrame | None = None,
    carriers: pl.LazyFrame | None = None,
) -> pl.LazyFrame:
    """One row per municipality and year with district heat: factor (g/kWh), route, source, whether it is a ceiling.

    Routes in their order: `plants` (fuels of the plants, split by exergy), `technology` (a declared one that makes at
    least 80 % of the heat), `default` (the set's factor for district heat; 260 g/kWh is a ceiling). Hertle et al. (ifeu
    2019), section 3.2. Raises `technology-without-factor`, `district-heat-not-physical`, `factor-missing`.
    """
    heat = bisko_inventory.filter("is_counted", pl.col("carrier") == "district_heat")
    places = with_place(heat.select(PLACE).unique(maintain_order=True), bisko_inventory.collect())
    chosen = pick(factors, factor_sets, factor_set).collect()
    rows = places.with_row_index("row", offset=1)
    default = chosen_factors(
        rows.with_columns(
            sector=pl.lit("buildings"),
            carrier=pl.lit("district_heat"),
            is_known=pl.lit(True),
            factor_stated_g_per_kwh=pl.lit(None, dtype=pl.Float64),
        ),
        chosen,
        factor_set=factor_set,
        factor_from="set",
        missing_factor="missing",
        own_factors={},
    )
    found = default.join(_plants(heat_plants, places, chosen, carriers, factor_set), on=("place", "year"), how="left")
    found = found.join(
        _technologies(district_heat_technologies, places, chosen, factor_set), on=("place", "year"), how="left"
    )
    route = (
        pl.when(pl.col("plant_g_per_kwh").is_not_null())
        .then(pl.lit("plants"))
        .when(pl.col("technology_g_per_kwh").is_not_null())
        .then(pl.lit("technology"))
        .otherwise(pl.lit("default"))
    )
    basis = chosen["basis"][0] if chosen.height else None
    return (
        found.with_columns(route=route)
        .select(
            pl.lit(period).alias("period"),
            *PLACE,
            "route",
            factor_g_per_kwh=pl.when(pl.col("route") == "plants")
            .then(pl.col("plant_g_per_kwh"))
            .when(pl.col("route") == "technology")
            .then(pl.col("technology_g_per_kwh"))
            .otherwise(pl.col("factor_g_per_kwh")),
            factor_edition=pl.when(pl.col("route") == "default")
            .then(pl.col("factor_edition"))
            .otherwise(pl.lit("own")),
            factor_basis=pl.lit(basis, dtype=pl.String),
            factor_source=pl.when(pl.col("route") == "plants")
            .then(pl.lit(f"fuels of the plants with factors of {factor_set}, exergetic split"))
            .when(pl.col("route") == "technology")
            .then(pl.col("technology_source"))
            .otherwise(pl.col("factor_source")),
            is_ceiling=(pl.col("route") == "default")
            & (pl.col("factor_g_per_kwh") == CEILING_G_PER_KWH).fill_null(False),
            plant_count=pl.col("plant_count").fill_null(0),
            heat_mwh="heat_mwh",
            heat_emissions_t_co2e="heat_emissions_t_co2e",
            technology="technology",
            technology_share="technology_share",
            note=pl.when(pl.col("route") == "plants")
            .then(pl.col("plant_note"))
            .when(pl.col("plant_count") > 0)
            .then(pl.lit("plant data lack a figure: another route is taken"))
            .when((pl.col("route") == "default") & (pl.col("technology_share") < PREDOMINANT))
            .then(pl.lit("no technology makes 80 % of the heat"))
            .when(pl.col("route") == "default")
            .then(pl.lit("no plant data: the default is a ceiling")),
        )
        .with_columns(
            status=pl.when(pl.col("factor_g_per_kwh").is_null()).then(pl.lit("missing")).otherwise(pl.lit("computed"))
        )
        .sort(PLACE, nulls_last=True)
        .lazy()
    )


def _plants(
    table: pl.LazyFrame | None,
    places: pl.DataFrame,
    chosen: pl.DataFrame,
    carriers: pl.LazyFrame | None,
    factor_set: str,
) -> pl.DataFrame:
    wanted: dict[str, type[pl.DataType]] = {
        "place": pl.String, "year": pl.Int64, "plant": pl.String, "fuel": pl.String, "fuel_mwh": pl.Float64,
        "electricity_mwh": pl.Float64, "heat_mwh": pl.Float64, "heat_delivered_mwh": pl.Float64,
        "t_supply_k": pl.Float64, "factor_g_per_kwh": pl.Float64, "factor_basis": pl.String,
    }  # fmt: skip
    given = pl.DataFrame(schema=wanted) if table is None else _with(with_place(table, places), wanted)
    return plant_factor(given.drop_nulls("place"), chosen, carriers, factor_set)


def _technologies(
    table: pl.LazyFrame | None, places: pl.DataFrame, chosen: pl.DataFrame, factor_set: str
) -> pl.DataFrame:
    """By place and year the technology that makes most of the heat, its share, and its factor where it predominates."""
    wanted: dict[str, type[pl.DataType]] = {
        "place": pl.String, "year": pl.Int64, "technology": pl.String, "share": pl.Float64,
        "factor_g_per_kwh": pl.Float64, "factor_basis": pl.String, "factor_source": pl.String,
    }  # fmt: skip
    given = pl.DataFrame(schema=wanted) if table is None else _with(with_place(table, places), wanted)
    rows = []
    for (place, year), declared in given.drop_nulls("place").group_by("place", "year", maintain_order=True):
        if sum(share or 0.0 for share in declared["share"]) > 1 + 1e-9:
            raise StadtlandError(
                "district-heat-not-physical",
                table="district_heat_technologies",
                where=f"{year}",
                rule="the shares add to more than 1",
            )
        most = declared.sort("share", "technology", descending=[True, False], nulls_last=True).row(0, named=True)
        factor, source = most["factor_g_per_kwh"], most["factor_source"]
        if (most["share"] or 0.0) < PREDOMINANT:
            factor = None
        elif factor is None:
            # A factor of the balance year alone: another vintage of the same technology does not answer.
            of_year = chosen.filter(
                pl.col("use").is_null(),
                pl.lit(year).is_between(pl.col("first_year"), pl.col("last_year").fill_null(9999)),
            )
            known = dict(of_year.select("carrier", "factor_g_per_kwh").iter_rows())
            factor = known.get(most["technology"])
            source = f"{factor_set}: {most['technology']}"
            if factor is None:
                available = ", ".join(sorted(known)) or "-"
                raise StadtlandError(
                    "technology-without-factor", where=f"row of {year}", factor_set=factor_set, available=available
                )
        elif (basis := most["factor_basis"] or "unstated") not in chosen["basis"].unique():
            bases = ", ".join(sorted({basis, *chosen["basis"].unique()}))
            raise StadtlandError("factor-bases-mixed", factor_set=factor_set, bases=bases)
        rows.append((place, year, most["technology"], most["share"], factor, source))
    columns = ("place", "year", "technology", "technology_share", "technology_g_per_kwh", "technology_source")
    types = (pl.String, pl.Int64, pl.String, pl.Float64, pl.Float64, pl.String)
    return pl.DataFrame(rows, schema=dict(zip(columns, types, strict=True)), orient="row")


def _with(frame: pl.DataFrame, wanted: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    return frame.select(
        (pl.col(name).cast(dtype) if name in frame.columns else pl.lit(None, dtype=dtype)).alias(name)
        for name, dtype in wanted.items()
    )
