"""The emissions gap of a city with a published series and a plan, but no gap table: computed as A-2.3 asks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.climate_contract.read_series import Series, read_series
from transforms.results.exact.exactly import difference, ratio, rounded

_SCHEMA = {
    "period": pl.String, "sector": pl.String, "row_kind": pl.String, "baseline_year": pl.Int64,
    "target_year": pl.Int64, "baseline_t": pl.Float64, "residual_share": pl.Float64, "residual_t": pl.Float64,
    "reduction_target_t": pl.Float64, "planned_t": pl.Float64, "reduction_other_plans_t": pl.Float64,
    "gap_t": pl.Float64, "gap_share": pl.Float64, "required_yearly_change": pl.Float64,
    "gas": pl.String, "status": pl.String,
}  # fmt: skip


def gap_from_series(
    period: str,
    emission_series: pl.LazyFrame,
    baseline_year: int | None = None,
    target_year: int = 2030,
    residual_share: float = 0.2,
    tonnes_per_unit: float = 1000.0,
    gas: str = "CO2",
) -> pl.LazyFrame:
    """One row per sector and one of the total, tonnes a year of `gas`; a sector without a plan of its own has no gap.

    Without a `baseline_year` it is the last measured one; without printed totals, the sectors are summed.
    (6) residual = residual share x (1) baseline; (2) target = (1) - (6); (3) other plans = (1) - the planned total of
    the target year; (4) gap = (2) - (3) (NetZeroCities Action Plan, A-2.3, which asks for a residual of 20 % at most).
    `required_yearly_change` is the steady rate from the baseline to the residual. Raises `baseline-year-not-in-series`.
    """
    series = read_series(emission_series, tonnes_per_unit)
    totals = series.totals or _sums(series)
    year = max(totals, default=None) if baseline_year is None else baseline_year
    if year is None or year not in totals:
        available = ", ".join(str(it) for it in sorted(totals)) or "-"
        raise StadtlandError("baseline-year-not-in-series", year=year or "-", available=available)
    share = Decimal(str(residual_share))
    lines: list[tuple[str, str, Decimal | None, Decimal | None]] = [
        (series.names[name], "sector", series.parts[name].get(year), None) for name in sorted(series.parts)
    ]
    lines.append(("Total", "total", totals[year], series.planned.get(target_year)))
    years = target_year - year
    rate = None if years <= 0 or share <= 0 else share ** (Decimal(1) / years) - 1
    rows: list[dict[str, Any]] = []
    for sector, kind, baseline, planned in lines:
        residual = None if baseline is None else baseline * share
        target, plans = difference(baseline, residual), difference(baseline, planned)
        gap = difference(target, plans)
        rows.append(
            {
                "period": period,
                "sector": sector,
                "row_kind": kind,
                "baseline_year": year,
                "target_year": target_year,
                "baseline_t": rounded(baseline, 3),
                "residual_share": float(share),
                "residual_t": rounded(residual, 3),
                "reduction_target_t": rounded(target, 3),
                "planned_t": rounded(planned, 3),
                "reduction_other_plans_t": rounded(plans, 3),
                "gap_t": rounded(gap, 3),
                "gap_share": rounded(ratio(gap, target), 6),
                "required_yearly_change": None if baseline is None else rounded(rate, 6),
                "gas": gas,
                "status": "missing" if gap is None else "computed",
            }
        )
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row").lazy()


def _sums(series: Series) -> dict[int, Decimal]:
    years = set.intersection(*(set(part) for part in series.parts.values())) if series.parts else set()
    return {year: sum((part[year] for part in series.parts.values()), Decimal(0)) for year in sorted(years)}
