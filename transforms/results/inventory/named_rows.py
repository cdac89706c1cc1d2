"""Inventory rows under our names: municipality, sector and carrier as the house calls them, totals left out."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.inventory.keys import KEY
from transforms.results.names.is_total import is_total
from transforms.results.names.plain import plain
from transforms.results.names.vocabulary import Vocabulary

_SHOWN = 12
_COLUMNS: dict[str, type[pl.DataType]] = {
    "municipality_code": pl.String,
    "city": pl.String,
    "year": pl.Int64,
    "sector": pl.String,
    "carrier": pl.String,
    "scope": pl.String,
    "energy_mwh": pl.Float64,
    "emissions_published_t_co2e": pl.Float64,
    "factor_stated_g_per_kwh": pl.Float64,
    "data_quality": pl.String,
    "energy_uncertainty_percent": pl.Float64,
    "factor_uncertainty_percent": pl.Float64,
}


def named_rows(
    inventory: pl.LazyFrame,
    carriers: pl.LazyFrame | None,
    sector_synonyms: pl.LazyFrame | None,
    municipality_codes: Mapping[str, str],
) -> pl.DataFrame:
    """One row per inventory row that is of energy and no total: its `row` (from 1), whether its carrier `is_known`.

    Columns that the agreement left out are null. Raises `municipality-not-named`, `inventory-names-no-carrier`, and
    `inventory-key-twice` where a printed sector, carrier and scope stand there more than once for a place and year.
    """
    given = inventory.collect()
    rows = given.select(
        (pl.col(name).cast(dtype) if name in given.columns else pl.lit(None, dtype=dtype)).alias(name)
        for name, dtype in _COLUMNS.items()
    ).with_row_index("row", offset=1)
    rows = rows.filter(~_mapped("sector", is_total).ne("") & ~_mapped("carrier", is_total).ne(""))
    if rows.height and rows["carrier"].null_count() == rows.height:
        raise StadtlandError("inventory-names-no-carrier", rows=rows.height)
    # Waste and land use have emissions and no energy: they are no part of a balance of energy.
    rows = rows.filter(pl.col("carrier").is_not_null() | pl.col("energy_mwh").is_not_null())
    nameless = rows.filter(pl.col("municipality_code").is_null() & pl.col("city").is_null()).height
    if nameless:
        raise StadtlandError("municipality-not-named", result="ghg_balance", rows=nameless)
    carrier, sector = Vocabulary.of(carriers, "carrier"), Vocabulary.of(sector_synonyms, "sector")
    _refuse_two_rows(rows, sector, carrier)
    codes = {plain(city): code for city, code in municipality_codes.items()}
    return rows.with_columns(
        municipality_code=pl.coalesce("municipality_code", _mapped("city", lambda city: codes.get(plain(city)))),
        sector=_mapped("sector", sector.same),
        carrier=_mapped("carrier", carrier.same),
        is_known=_mapped("carrier", carrier.key).is_not_null() | pl.lit(not carrier.keys),
    )


def _mapped(column: str, function: object) -> pl.Expr:
    return pl.col(column).map_elements(function, return_dtype=pl.String, skip_nulls=False)  # type: ignore[arg-type]


def _refuse_two_rows(rows: pl.DataFrame, sector: Vocabulary, carrier: Vocabulary) -> None:
    printed = rows.with_columns(
        _mapped("sector", plain),
        _mapped("carrier", plain),
        ours=_mapped("sector", sector.key),
        what=_mapped("carrier", carrier.key),
    )
    twice = printed.group_by(KEY).agg(pl.len(), pl.col("ours", "what").first()).filter(pl.col("len") > 1)
    if twice.is_empty():
        return
    # Names of our own lists may be told; any other text is the provider's.
    named = {
        f"{ours or 'unknown sector'}/{what or 'unknown carrier'} {year}"
        for ours, what, year in twice.select("ours", "what", "year").iter_rows()
    }
    raise StadtlandError(
        "inventory-key-twice",
        keys=twice.height,
        rows=int(twice["len"].sum()),
        named=", ".join(sorted(named)[:_SHOWN]),
    )
