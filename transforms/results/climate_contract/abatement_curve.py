"""The marginal abatement cost curve: measures from the cheapest tonne to the dearest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl

from transforms.results.exact.exactly import exactly, rounded

_SCHEMA = {
    "period": pl.String, "rank": pl.Int64, "measure_id": pl.String, "title": pl.String, "field": pl.String,
    "cost_per": pl.String, "cost_per_tonne_eur": pl.Float64, "reduction_t_co2e": pl.Float64, "cost_eur": pl.Float64,
    "cumulative_from_t_co2e": pl.Float64, "cumulative_reduction_t_co2e": pl.Float64, "cumulative_cost_eur": pl.Float64,
    "left_out_because": pl.String, "status": pl.String,
}  # fmt: skip


def abatement_curve(period: str, measure_portfolio: pl.LazyFrame) -> pl.LazyFrame:
    """One row per measure of the portfolio: its rank by EUR/t CO2e, its tonnes (a year) and those of all up to it.

    Negative costs come first. Equal costs are told apart by the id, so the order never depends on that of the rows.
    What has no cost of a tonne, and duplicates, stand below without rank and say why; they are never taken as zero.
    """
    rows = measure_portfolio.collect().to_dicts()
    drawn = [row for row in rows if row["duplicate_of"] is None and row["lacks"] is None]
    rest = [row for row in rows if row["duplicate_of"] is not None or row["lacks"] is not None]
    tonnes = euros = Decimal(0)
    made: list[dict[str, Any]] = []
    for rank, row in enumerate(sorted(drawn, key=_price), start=1):
        before = tonnes
        tonnes += exactly(row["reduction_t_co2e"]) or Decimal(0)
        euros += exactly(row["cost_eur"]) or Decimal(0)
        made.append(
            _taken(row, period)
            | {
                "rank": rank,
                "cumulative_from_t_co2e": rounded(before, 3),
                "cumulative_reduction_t_co2e": rounded(tonnes, 3),
                "cumulative_cost_eur": rounded(euros, 2),
                "status": "computed",
            }
        )
    for row in sorted(rest, key=lambda it: (it["measure_id"], repr(it))):
        twice = row["duplicate_of"]
        why = f"duplicate of {twice}" if twice is not None else f"lacks {row['lacks']}"
        made.append(_taken(row, period) | {"left_out_because": why, "status": "missing"})
    return pl.DataFrame(made, schema=_SCHEMA, orient="row").lazy()


def _price(row: dict[str, Any]) -> tuple[Decimal, str]:
    # By cost and tonnes themselves: two prices that differ behind the fourth decimal are not equal.
    cost, tonnes = exactly(row["cost_eur"]), exactly(row["reduction_t_co2e"])
    years = exactly(row["lifetime_years"]) if row["cost_per"] == "lifetime" else Decimal(1)
    return (cost or Decimal(0)) / ((tonnes or Decimal(1)) * (years or Decimal(1))), row["measure_id"]


def _taken(row: dict[str, Any], period: str) -> dict[str, Any]:
    return {name: row.get(name) for name in _SCHEMA} | {"period": period}
