"""Emissions per MWh of district heat from the plants that feed it: fuel by fuel, split by exergy."""

from __future__ import annotations

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.balance.exergetic_split import SURROUNDINGS_K, exergetic_split
from transforms.results.exact.whole_units import tonnes, whole_units
from transforms.results.factors.chosen_factors import chosen_factors
from transforms.results.names.vocabulary import Vocabulary

_AMOUNTS = ("fuel_mwh", "electricity_mwh", "heat_mwh", "heat_delivered_mwh")


def plant_factor(
    plants: pl.DataFrame, chosen: pl.DataFrame, carriers: pl.LazyFrame | None, factor_set: str
) -> pl.DataFrame:
    """One row per place and year: plants, heat (MWh), emissions of heat (t CO2e), factor (g/kWh), why it is missing.

    One row of `plants` is one fuel of one plant, with the part of the plant's output that comes from it. The factor is
    over the heat delivered where all plants state it, else over the heat fed in. A place with a missing figure has no
    factor. Raises `district-heat-not-physical`, `factor-missing` for a fuel, `factor-bases-mixed`.
    """
    _refuse_impossible(plants)
    _refuse_another_basis(plants, chosen, factor_set)
    words = Vocabulary.of(carriers, "carrier")
    with_factors = chosen_factors(
        plants.with_row_index("row", offset=1).select(
            "row",
            "place",
            "year",
            "plant",
            *_AMOUNTS,
            "t_supply_k",
            sector=pl.lit("industry"),
            carrier=pl.col("fuel").map_elements(words.same, return_dtype=pl.String),
            is_known=pl.col("fuel").map_elements(lambda it: words.key(it) is not None, return_dtype=pl.Boolean)
            | pl.lit(not words.keys),
            factor_stated_g_per_kwh="factor_g_per_kwh",
        ),
        chosen,
        factor_set=factor_set,
        factor_from="stated",
        missing_factor="set",
        own_factors={},
    )
    per_plant = with_factors.group_by("place", "year", "plant", "t_supply_k", maintain_order=True).agg(
        emissions_kg=_sum("fuel_mwh", pl.col("factor_g_per_kwh")),
        electricity=_sum("electricity_mwh"),
        heat=_sum("heat_mwh"),
        delivered=_sum("heat_delivered_mwh"),
    )
    share = exergetic_split(pl.col("electricity"), pl.col("heat"), pl.col("t_supply_k"))
    whole_kg = (pl.col("emissions_kg") * share).round().cast(pl.Int64)
    total = (
        per_plant.with_columns(kilograms=whole_kg)
        .group_by("place", "year")
        .agg(
            plant_count=pl.col("plant").n_unique().cast(pl.Int64),
            kilograms=pl.when(pl.col("kilograms").null_count() == 0).then(pl.col("kilograms").sum()),
            fed_in=_sum("heat"),
            delivered=_sum("delivered"),
        )
    )
    heat = pl.coalesce("delivered", "fed_in")
    return total.select(
        "place",
        "year",
        "plant_count",
        heat_mwh=heat,
        heat_emissions_t_co2e=tonnes(pl.col("kilograms")),
        plant_g_per_kwh=pl.when(heat > 0).then((pl.col("kilograms") / heat).round(6)),
        plant_note=pl.when(pl.col("delivered").is_null())
        .then(pl.lit("per heat fed in: delivered heat is not stated for every plant"))
        .otherwise(pl.lit("per heat delivered")),
    ).sort("place", "year")


def _sum(column: str, times: pl.Expr | None = None) -> pl.Expr:
    """Sum counted in millionths, so that it repeats; a missing part makes it missing."""
    value = pl.col(column) if times is None else pl.col(column) * times
    parts = (value * 1_000_000).round().cast(pl.Int64)
    return pl.when(parts.null_count() == 0).then(whole_units(parts.sum(), decimals=6))


def _refuse_impossible(plants: pl.DataFrame) -> None:
    negative = pl.any_horizontal((pl.col(name) < 0).fill_null(False) for name in _AMOUNTS)
    cold = (pl.col("electricity_mwh") > 0) & (pl.col("t_supply_k") <= SURROUNDINGS_K)
    rules = {
        "an amount is negative": negative,
        f"the supply temperature is not above {SURROUNDINGS_K:.0f} K": cold.fill_null(False),
        "power is made and no supply temperature is stated": (pl.col("electricity_mwh") > 0).fill_null(False)
        & pl.col("t_supply_k").is_null(),
        "a plant delivers more heat than it feeds in": (pl.col("heat_delivered_mwh") > pl.col("heat_mwh")).fill_null(
            False
        ),
    }
    for rule, broken in rules.items():
        found = plants.with_row_index("line", offset=1).filter(broken)
        if not found.is_empty():
            where = ", ".join(f"row {line} ({year})" for line, year in found.select("line", "year").iter_rows())
            raise StadtlandError("district-heat-not-physical", table="heat_plants", where=where, rule=rule)


def _refuse_another_basis(plants: pl.DataFrame, chosen: pl.DataFrame, factor_set: str) -> None:
    stated = plants.filter(pl.col("factor_g_per_kwh").is_not_null())
    bases = {*chosen["basis"].unique().to_list(), *(basis or "unstated" for basis in stated["factor_basis"])}
    if stated.height and len(bases) > 1:
        raise StadtlandError("factor-bases-mixed", factor_set=factor_set, bases=", ".join(sorted(bases)))
