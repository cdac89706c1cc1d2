"""The indicator sheets of a contract (NetZeroCities Action Plan, table B-3): targets, the way to them, metadata."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl

from transforms.results.exact.exactly import difference, exactly, ratio, rounded
from transforms.results.given.given_rows import given_rows
from transforms.results.given.withheld import withheld

TARGET_YEARS = (2025, 2027, 2030)
METADATA = ("unit", "definition", "data_source", "calculation", "update_frequency", "owner_role", "baseline_year")
_TEXTS = ("indicator_id", "indicator", "field", "measure_id", *METADATA)
_VALUES = ("baseline_value", "actual_value", *(f"target_{year}" for year in TARGET_YEARS))
_SCHEMA = {
    "period": pl.String, "indicator_id": pl.String, "indicator": pl.String, "field": pl.String, "measure_id": pl.String,
    "unit": pl.String, "definition": pl.String, "data_source": pl.String, "calculation": pl.String,
    "update_frequency": pl.String, "owner_role": pl.String, "baseline_year": pl.Int64, "baseline_value": pl.Float64,
    "target_year": pl.Int64, "target_value": pl.Float64, "change_from_baseline": pl.Float64,
    "relative_change": pl.Float64, "direction": pl.String, "actual_year": pl.Int64, "actual_value": pl.Float64,
    "achieved_share": pl.Float64, "metadata_missing": pl.String, "status": pl.String,
}  # fmt: skip


def indicator_sheets(period: str, contract_indicators: pl.LazyFrame) -> pl.LazyFrame:
    """One row per indicator and target year (2025, 2027, 2030); values in the indicator's own unit.

    `achieved_share` = (actual - baseline) / (target - baseline), below zero where the way went back, null where a part
    is missing or no change is asked for. `metadata_missing` names what the sheet does not say.
    """
    made = []
    sheets = withheld(contract_indicators, ("owner_role", "definition", "data_source", "calculation"))
    for row in given_rows(sheets, (*_TEXTS, "actual_year", *_VALUES)):
        values = {name: exactly(row[name]) for name in _VALUES}
        made += [_of_year(period, row, values, year) for year in TARGET_YEARS]
    made.sort(key=lambda it: (it["indicator_id"], it["target_year"]))
    return pl.DataFrame(made, schema=_SCHEMA, orient="row").lazy()


def _of_year(period: str, row: dict[str, Any], values: dict[str, Decimal | None], year: int) -> dict[str, Any]:
    target, baseline = values[f"target_{year}"], values["baseline_value"]
    change = difference(target, baseline)
    missing = [name for name in METADATA if row[name] is None]
    missing += ["baseline_value"] if baseline is None else []
    return {
        "period": period,
        **{name: row[name] for name in _TEXTS},
        "baseline_value": rounded(baseline, 6),
        "target_year": year,
        "target_value": rounded(target, 6),
        "change_from_baseline": rounded(change, 6),
        "relative_change": rounded(ratio(change, baseline), 6),
        "direction": None if change is None else "up" if change > 0 else "down" if change < 0 else "hold",
        "actual_year": row["actual_year"],
        "actual_value": rounded(values["actual_value"], 6),
        "achieved_share": rounded(ratio(difference(values["actual_value"], baseline), change), 6),
        "metadata_missing": ", ".join(missing) or None,
        "status": "missing" if target is None else "published",
    }
