"""Every inventory row with the one emission factor that the agreement chose for it, or an error: what is lacking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.inventory.keys import TRANSPORT

_CHOSEN = ("factor_g_per_kwh", "factor_edition", "factor_basis", "factor_source")
_SHOWN = 12


def chosen_factors(
    rows: pl.DataFrame,
    chosen: pl.DataFrame,
    *,
    factor_set: str,
    factor_from: str,
    missing_factor: str,
    own_factors: Mapping[str, Mapping[str, Any]],
) -> pl.DataFrame:
    """The rows with factor (g/kWh), edition, basis and source. The order of choice: own plant data, stated, the set.

    Raises `factor-missing` for a carrier or year that the set lacks, `factor-bases-mixed` for an own factor of another
    basis than the set's.
    """
    basis = str(chosen["basis"][0]) if chosen.height else None
    own = _own(own_factors, basis, factor_set)
    from_set = _of_the_set(rows, chosen)
    found = rows.join(own, on="carrier", how="left").join(from_set, on="row", how="left", suffix="_set")
    options = [_option("")]
    if factor_from == "stated":
        stated = pl.struct(
            pl.col("factor_stated_g_per_kwh").alias("factor_g_per_kwh"),
            pl.lit("as stated").alias("factor_edition"),
            pl.lit(basis, dtype=pl.String).alias("factor_basis"),
            pl.lit("stated in the inventory").alias("factor_source"),
        )
        options.append(pl.when(pl.col("factor_stated_g_per_kwh").is_not_null()).then(stated))
    if factor_from == "set" or missing_factor == "set":
        options.append(_option("_set"))
    answered = found.with_columns(pl.coalesce(options).alias("chosen")).drop(*_CHOSEN).unnest("chosen")
    if missing_factor != "missing":
        _refuse_missing(answered, chosen, factor_set)
    return answered.sort("row")


def _option(suffix: str) -> pl.Expr:
    whole = pl.struct(pl.col(f"{name}{suffix}").alias(name) for name in _CHOSEN)
    return pl.when(pl.col(f"factor_g_per_kwh{suffix}").is_not_null()).then(whole)


def _own(own_factors: Mapping[str, Mapping[str, Any]], basis: str | None, factor_set: str) -> pl.DataFrame:
    bases = {str(own["basis"]) for own in own_factors.values()} | ({basis} if basis else set())
    if len(bases) > 1:
        raise StadtlandError("factor-bases-mixed", factor_set=factor_set, bases=", ".join(sorted(bases)))
    values = [
        (carrier, float(own["g_per_kwh"]), "own", str(own["basis"]), str(own["source"]))
        for carrier, own in own_factors.items()
    ]
    types = {"carrier": pl.String, "factor_g_per_kwh": pl.Float64} | dict.fromkeys(_CHOSEN[1:], pl.String)
    return pl.DataFrame(values, schema=types, orient="row")


def _of_the_set(rows: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """By row: the set's factor for carrier and year; one for the row's use (transport or stationary) goes first."""
    use = pl.when(pl.col("sector").is_in(TRANSPORT)).then(pl.lit("transport")).otherwise(pl.lit("stationary"))
    until = pl.col("last_year").fill_null(9999)
    return (
        rows.select("row", "carrier", "year", wanted=use)
        .join(chosen.rename({"year_or_edition": "factor_edition"}), on="carrier")
        .filter(pl.col("year").is_between(pl.col("first_year"), until))
        .filter(pl.col("use").is_null() | (pl.col("use") == pl.col("wanted")))
        .sort("row", "use", nulls_last=True)
        .unique("row", keep="first", maintain_order=True)
        .select("row", "factor_g_per_kwh", "factor_edition", factor_basis="basis", factor_source="source")
    )


def _refuse_missing(answered: pl.DataFrame, chosen: pl.DataFrame, factor_set: str) -> None:
    lacking = answered.filter(pl.col("factor_g_per_kwh").is_null())
    if lacking.is_empty():
        return
    # A carrier of our own list may be named; any other text is the provider's: its sector and year are named.
    known = lacking.filter("is_known").select("carrier", "year").unique().sort("carrier", "year").rows()
    unknown = lacking.filter(~pl.col("is_known")).select("sector", "year").unique().sort("sector", "year").rows()
    missing = [f"{carrier} {year}" for carrier, year in known]
    missing += [f"unknown carrier of {sector} {year}" for sector, year in unknown[:_SHOWN]]
    available = (
        chosen.group_by("carrier")
        .agg(first=pl.col("first_year").min(), last=pl.col("last_year").fill_null(9999).max())
        .sort("carrier")
    )
    spans = [f"{carrier} {first}-{'' if last == 9999 else last}" for carrier, first, last in available.iter_rows()]
    raise StadtlandError(
        "factor-missing", factor_set=factor_set, missing="; ".join(missing), available=", ".join(spans)
    )
