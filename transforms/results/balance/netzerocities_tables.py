"""The balance as the tables A-1 of a NetZeroCities action plan: energy, factors, emissions by scope."""

from __future__ import annotations

import polars as pl

from transforms.results.balance.given_balance import given_balance
from transforms.results.balance.gpc_inventory import GRID_CARRIERS
from transforms.results.balance.set_of_balance import set_of_balance
from transforms.results.exact.whole_units import megawatt_hours, tonnes, whole_sum
from transforms.results.inventory.keys import PLACE

_SECTORS = {
    "households": "Buildings", "services": "Buildings", "municipal": "Buildings", "public_lighting": "Buildings",
    "buildings": "Buildings", "transport": "Transport", "road_transport": "Transport", "rail": "Transport",
    "aviation": "Transport", "shipping": "Transport", "public_transport": "Transport",
    "private_transport": "Transport", "industry": "Industry", "energy_industries": "Industry", "waste": "Waste",
    "afolu": "AFOLU", "agriculture": "AFOLU", "land_use": "AFOLU",
}  # fmt: skip
_OTHER = "Other"


def netzerocities_tables(
    period: str, bisko_balance: pl.LazyFrame | None = None, ghg_balance: pl.LazyFrame | None = None
) -> pl.LazyFrame:
    """One row per table (A-1.1 energy, A-1.2 factors, A-1.3 emissions), municipality, year, sector, carrier, scope.

    `value` is in `unit`: MWh, g CO2e/kWh, t CO2e. Scope 2 is what a grid delivers, scope 1 the rest. The factor of
    A-1.2 is the balance's own, missing where rows of the sector have several. A-1.1 and A-1.3 add up to the balance.
    NetZeroCities, Climate City Contract: Action Plan Guidance, module A-1. Raises `balance-not-given`.
    """
    rows, balance = given_balance("netzerocities_tables", bisko_balance, ghg_balance)
    named = rows.with_columns(
        table_sector=pl.col("sector").replace_strict(_SECTORS, default=_OTHER, return_dtype=pl.String),
        table_scope=pl.when(pl.col("carrier").is_in(GRID_CARRIERS)).then(2).otherwise(1).cast(pl.Int64),
    )
    key = (*PLACE, "table_sector", "carrier", "table_scope")
    only = pl.when(pl.col("factor_g_per_kwh").n_unique() == 1).then(pl.col("factor_g_per_kwh").first())
    source = pl.when(pl.col("factor_source").n_unique() == 1).then(pl.col("factor_source").first())
    tables = [
        _table(named, key, "A-1.1", "MWh", megawatt_hours(whole_sum("wh")), pl.lit(None, dtype=pl.String)),
        _table(named, key, "A-1.2", "g CO2e/kWh", only, source),
        _table(named, key, "A-1.3", "t CO2e", tonnes(whole_sum("kilograms")), pl.lit(None, dtype=pl.String)),
    ]
    return (
        pl.concat(tables)
        .with_columns(status=pl.when(pl.col("value").is_null()).then(pl.lit("missing")).otherwise(pl.lit("computed")))
        .select(
            pl.lit(period).alias("period"),
            pl.lit(balance).alias("balance"),
            set_of_balance(rows),
            *PLACE,
            "table",
            sector="table_sector",
            carrier="carrier",
            scope="table_scope",
            value="value",
            unit="unit",
            row_count="row_count",
            factor_basis="factor_basis",
            factor_source="factor_source",
            status="status",
        )
        .sort(*PLACE, "table", "sector", "carrier", "scope", nulls_last=True)
        .lazy()
    )


def _table(
    rows: pl.DataFrame, key: tuple[str, ...], table: str, unit: str, value: pl.Expr, source: pl.Expr
) -> pl.DataFrame:
    return rows.group_by(key).agg(
        table=pl.lit(table),
        unit=pl.lit(unit),
        value=value,
        row_count=pl.len().cast(pl.Int64),
        factor_basis=pl.when(pl.col("factor_basis").n_unique() == 1).then(pl.col("factor_basis").first()),
        factor_source=source,
    )
