"""The balance that a view shows: the conform one where it was computed, else the inventory as recomputed."""

from __future__ import annotations

import polars as pl

from schemas.errors import StadtlandError

_LATER: dict[str, type[pl.DataType]] = {
    "factor_route": pl.String,
    "data_quality_score": pl.Float64,
    "rated_share": pl.Float64,
    "uncertainty_percent": pl.Float64,
}


def given_balance(
    result: str, bisko_balance: pl.LazyFrame | None, ghg_balance: pl.LazyFrame | None
) -> tuple[pl.DataFrame, str]:
    """The rows with `kilograms` and `wh` as whole numbers, and which balance it is.

    Columns that only the conform balance has are missing for the other. Raises `balance-not-given`.
    """
    frame = bisko_balance if bisko_balance is not None else ghg_balance
    if frame is None:
        raise StadtlandError("balance-not-given", result=result)
    rows = frame.collect()
    rows = rows.with_columns(
        pl.lit(None, dtype=dtype).alias(name) for name, dtype in _LATER.items() if name not in rows.columns
    ).with_columns(
        kilograms=(pl.col("emissions_t_co2e") * 1000).round().cast(pl.Int64),
        wh=(pl.col("energy_mwh") * 1_000_000).round().cast(pl.Int64),
    )
    return rows, "bisko_balance" if bisko_balance is not None else "ghg_balance"
