"""What of a balance's emissions GPC shows in scope 3: what lies upstream of the fuel, and what the grid loses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.balance.environmental_heat import PERFORMANCE
from transforms.results.balance.given_balance import given_balance
from transforms.results.balance.gpc_inventory import with_reference
from transforms.results.balance.set_of_balance import set_of_balance
from transforms.results.exact.whole_units import megawatt_hours, tonnes, whole_sum
from transforms.results.factors.chosen_factors import chosen_factors
from transforms.results.factors.factor_set import factor_set as pick
from transforms.results.inventory.keys import PLACE

HOLDS = {"combustion": "upstream", "direct-co2": "upstream and other gases"}
"""What is left of a factor with upstream emissions after one of this basis: direct CO2 counts no methane."""
OTHER_SCOPE_3 = "VI.1"
_NOT_OF_THE_SET = ("own", "as stated")
_TEXTS = ("direct_factor_set", "direct_factor_basis", "direct_factor_source", "grid_loss_source", "why_not")
_PARTS = ("direct_kg", "upstream_kg", "loss_kg", "scope_3_kg")


def gpc_scope_split(
    period: str,
    factors: pl.LazyFrame,
    factor_sets: pl.LazyFrame,
    bisko_balance: pl.LazyFrame | None = None,
    ghg_balance: pl.LazyFrame | None = None,
    *,
    direct_factor_sets: Sequence[str] = (),
    grid_losses: Mapping[str, Mapping[str, Any]] | None = None,
) -> pl.LazyFrame:
    """One row per municipality, year, reference number and carrier, and one `total`: direct, upstream, losses (t CO2e).

    direct = energy x the direct factor of the same region, carrier and year; upstream = balance - direct; losses =
    direct x the declared share of what is fed into the grid (`grid_losses: {electricity: {share: 0.05, source: ...}}`),
    which a factor per kWh of final energy holds already; scope 3 = upstream + losses. GPC (1.1, 2021, chapters 4 and 6)
    shows losses under the sub-sector's third number, and what lies upstream of fuels and power stations under VI.1,
    other scope 3. Nothing is added to the balance: the parts are its total. What the factor sets do not state is not
    separable and says why; a part is never guessed.
    Raises `balance-not-given`, `result-parameter-wrong`, `factor-set-unknown`.
    """
    rows, balance = given_balance("gpc_scope_split", bisko_balance, ghg_balance)
    losses = _losses(grid_losses or {})
    direct = _direct(rows, factors, factor_sets, list(direct_factor_sets))
    # The heat of heat pumps is electricity of the same grid.
    grid = pl.when(pl.col("carrier") == "environmental_heat").then(pl.lit("electricity")).otherwise(pl.col("carrier"))
    found = _divided(with_reference(direct).with_columns(grid=grid).join(losses, on="grid", how="left"))
    numbered = found.with_columns(
        reference=pl.concat_str("subsector", pl.lit("."), "gpc_scope"),
        loss_reference=pl.when(pl.col("gpc_scope") == 2).then(pl.concat_str("subsector", pl.lit(".3"))),
        upstream_reference=pl.lit(OTHER_SCOPE_3),
    )
    total = found.with_columns(
        pl.lit("total").alias("carrier"),
        reference=pl.lit("total"),
        loss_reference=pl.lit(None, dtype=pl.String),
        upstream_reference=pl.lit(None, dtype=pl.String),
    )
    summed = pl.concat([_summed(numbered), _summed(total)])
    return (
        summed.with_columns(
            status=pl.when(pl.col("direct_t_co2e").is_null()).then(pl.lit("missing")).otherwise(pl.lit("computed"))
        )
        .select(pl.lit(period).alias("period"), pl.lit(balance).alias("balance"), set_of_balance(rows), pl.all())
        .sort(*PLACE, pl.col("reference") == "total", "reference", "carrier", nulls_last=True)
        .lazy()
    )


def _losses(declared: Mapping[str, Mapping[str, Any]]) -> pl.DataFrame:
    for loss in declared.values():
        share = loss.get("share")
        if set(loss) != {"share", "source"} or not isinstance(share, (int, float)) or not 0 <= share < 1:
            _refuse("grid_losses", "{electricity: {share: 0 <= share < 1, source: ...}, ...}")
    rows = [(carrier, float(loss["share"]), str(loss["source"])) for carrier, loss in declared.items()]
    types = {"grid": pl.String, "grid_loss_share": pl.Float64, "grid_loss_source": pl.String}
    return pl.DataFrame(rows, schema=types, orient="row")


def _direct(rows: pl.DataFrame, factors: pl.LazyFrame, factor_sets: pl.LazyFrame, names: list[str]) -> pl.DataFrame:
    """The rows with the direct factor (g/kWh) of the first of the named sets that answers, and where it is from."""
    sets = {row["factor_set"]: row for row in factor_sets.collect().to_dicts()}
    if any(name in sets and sets[name]["basis"] not in HOLDS for name in names):
        _refuse("direct_factor_sets", ", ".join(sorted(name for name, it in sets.items() if it["basis"] in HOLDS)))
    # Another country's direct factor answers nothing here: its rows stay without one.
    regions = {sets[name]["region"] for name in rows["factor_set"].drop_nulls().unique() if name in sets}
    names = [name for name in names if name not in sets or {sets[name]["region"]} == regions]
    is_heat = pl.col("carrier") == "environmental_heat"
    asked = rows.with_row_index("row")
    question = asked.select(
        "row", "sector", "year", carrier=pl.when(is_heat).then(pl.lit("electricity")).otherwise("carrier"),
        is_known=pl.lit(True), factor_stated_g_per_kwh=pl.lit(None, dtype=pl.Float64),
    )  # fmt: skip
    types = {"row": pl.UInt32, "direct_g_per_kwh": pl.Float64, **dict.fromkeys(_TEXTS[:3], pl.String)}
    answers = [pl.DataFrame(schema=types)]
    for name in names:
        found = chosen_factors(
            question, pick(factors, factor_sets, name).collect(),
            factor_set=name, factor_from="set", missing_factor="missing", own_factors={},
        )  # fmt: skip
        answered = found.filter(pl.col("factor_g_per_kwh").is_not_null())
        answers.append(answered.select(
            pl.col("row").cast(pl.UInt32), direct_g_per_kwh="factor_g_per_kwh", direct_factor_set=pl.lit(name),
            direct_factor_basis="factor_basis", direct_factor_source="factor_source",
        ))  # fmt: skip
    first = pl.concat(answers).unique("row", keep="first", maintain_order=True)
    over = pl.when(is_heat).then(PERFORMANCE).otherwise(1.0)
    return asked.join(first, on="row", how="left").with_columns(direct_g_per_kwh=pl.col("direct_g_per_kwh") / over)


def _divided(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with their parts in whole kilograms, or with the reason why there are none."""
    by_grid = pl.col("gpc_scope") == 2
    direct = (pl.col("energy_mwh") * pl.col("direct_g_per_kwh")).round(0, "half_away_from_zero").cast(pl.Int64)
    why_not = (
        pl.when(pl.col("kilograms").is_null()).then(pl.lit("no energy or no factor"))
        .when(pl.col("factor_basis") != "lca").then(pl.lit("the factor counts nothing upstream"))
        .when(pl.col("factor_edition").is_in(_NOT_OF_THE_SET)).then(pl.lit("a factor of the city's own"))
        .when(pl.col("direct_g_per_kwh").is_null()).then(pl.lit("no direct factor"))
        .when(pl.col("direct_g_per_kwh") > pl.col("factor_g_per_kwh"))
        .then(pl.lit("the direct factor is above the balance's"))
    )  # fmt: skip
    loss = (direct * pl.col("grid_loss_share")).round(0, "half_away_from_zero").cast(pl.Int64)
    parts = rows.with_columns(why_not=why_not).with_columns(
        direct_kg=pl.when(pl.col("why_not").is_null()).then(direct),
        loss_kg=pl.when(pl.col("why_not").is_null()).then(pl.when(by_grid).then(loss).otherwise(0)),
        holds=pl.when(pl.col("why_not").is_null()).then(pl.col("direct_factor_basis").replace_strict(
            HOLDS, default=None, return_dtype=pl.String)),
        grid_loss_share=pl.when(by_grid).then("grid_loss_share"),
        grid_loss_source=pl.when(by_grid).then("grid_loss_source"),
    )  # fmt: skip
    upstream = pl.col("kilograms") - pl.col("direct_kg")
    return parts.with_columns(
        upstream_kg=upstream,
        scope_3_kg=upstream + pl.col("loss_kg"),
        not_separable_kg=pl.when(pl.col("why_not").is_null()).then(0).otherwise(pl.col("kilograms")),
    )


def _summed(rows: pl.DataFrame) -> pl.DataFrame:
    shown = ("holds", *_TEXTS)
    return rows.group_by(*PLACE, "reference", "loss_reference", "upstream_reference", "carrier").agg(
        row_count=pl.len().cast(pl.Int64),
        energy_mwh=megawatt_hours(whole_sum("wh")),
        emissions_t_co2e=tonnes(whole_sum("kilograms")),
        **{name.replace("_kg", "_t_co2e"): tonnes(whole_sum(name)) for name in (*_PARTS, "not_separable_kg")},
        grid_loss_share=pl.when(pl.col("grid_loss_share").n_unique() == 1).then(pl.col("grid_loss_share").first()),
        **{name: pl.col(name).drop_nulls().unique().sort().str.join("; ").replace("", None) for name in shown},
    )


def _refuse(parameter: str, allowed: str) -> None:
    raise StadtlandError("result-parameter-wrong", result="gpc_scope_split", parameter=parameter, allowed=allowed)
