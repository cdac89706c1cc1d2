"""The portfolio of a contract's measures (NetZeroCities Action Plan, table B-2) with the cost of a tonne."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.climate_contract.read_measures import SECTORS, Measure, read_measures
from transforms.results.exact.exactly import ratio, rounded

COST_PER = ("year", "lifetime")
_SCHEMA = {
    "period": pl.String, "measure_id": pl.String, "title": pl.String, "field": pl.String, "lever": pl.String,
    "owner_role": pl.String, "start_year": pl.Int64, "end_year": pl.Int64, "energy_saved_mwh": pl.Float64,
    "energy_replaced_mwh": pl.Float64, "reduction_t_co2e": pl.Float64, "reduction_basis": pl.String,
    **{f"reduction_{sector}_t_co2e": pl.Float64 for sector in SECTORS},
    "cost_eur": pl.Float64, "lifetime_years": pl.Float64, "cost_per": pl.String, "cost_per_tonne_eur": pl.Float64,
    "duplicate_of": pl.String, "counted_reduction_t_co2e": pl.Float64, "counted_cost_eur": pl.Float64,
    "lacks": pl.String, "source": pl.String, "status": pl.String,
}  # fmt: skip


def measure_portfolio(period: str, contract_measures: pl.LazyFrame, cost_per: str = "year") -> pl.LazyFrame:
    """One row per measure: reductions (t CO2e a year), cost (EUR, negative for a saving), cost of a tonne (EUR/t CO2e).

    `cost_per: year` divides by the reduction of one year, `lifetime` by that of all years of use (McKinsey's abatement
    cost without discounting). `lacks` names what the cost of a tonne would need. A duplicate stays in the table and
    counts nothing: `counted_` are the columns to sum. Raises `result-parameter-wrong`.
    """
    if cost_per not in COST_PER:
        raise StadtlandError(
            "result-parameter-wrong", result="measure_portfolio", parameter="cost_per", allowed=", ".join(COST_PER)
        )
    rows = [_row(period, measure, cost_per) for measure in read_measures(contract_measures)]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row").lazy()


def _row(period: str, measure: Measure, cost_per: str) -> dict[str, object]:
    figures, reduction, cost = measure.figures, measure.reduction, measure.figures["cost_eur"]
    years = figures["lifetime_years"] if cost_per == "lifetime" else Decimal(1)
    tonnes = None if reduction is None or years is None else reduction * years
    lacks = [name for name, value in (("reduction_t_co2e", reduction), ("cost_eur", cost)) if value is None]
    lacks += ["lifetime_years"] if years is None else ["lifetime_years above zero"] if years <= 0 else []
    # Without a reduction there is no tonne whose cost could be told.
    lacks += ["reduction above zero"] if reduction is not None and reduction <= 0 else []
    stated = figures["reduction_t_co2e"] is not None
    counts = measure.duplicate_of is None
    return {
        "period": period,
        **{name: measure.texts[name] for name in _SCHEMA if name in measure.texts},
        **{name: rounded(value, 3) for name, value in figures.items() if name != "cost_eur"},
        "reduction_t_co2e": rounded(reduction, 3),
        "reduction_basis": None if reduction is None else "stated" if stated else "sum of sectors",
        "cost_eur": rounded(cost, 2),
        "cost_per": cost_per,
        "cost_per_tonne_eur": None if lacks else rounded(ratio(cost, tonnes), 4),
        "duplicate_of": measure.duplicate_of,
        "counted_reduction_t_co2e": rounded(reduction, 3) if counts else None,
        "counted_cost_eur": rounded(cost, 2) if counts else None,
        "lacks": ", ".join(lacks) or None,
        "status": "missing" if lacks else "computed",
    }
