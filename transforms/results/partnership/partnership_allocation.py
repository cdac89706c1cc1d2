"""What each partner would carry or receive of one amount, by every key side by side."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import polars as pl

from transforms.results.exact.exactly import exactly
from transforms.results.partnership.exact_shares import exact_shares
from transforms.results.partnership.read_partners import POPULATION_YEAR, read_emissions, read_partners

_KEYS = {"population": ("population_2021", "1"), "area": ("land_ha", "ha"), "forest": ("forest_ha", "ha"),
         "agriculture": ("agriculture_ha", "ha")}  # fmt: skip
_BILLION = 10**9
_GRAMS = 10**6
_SCHEMA = {
    "period": pl.String, "key": pl.String, "municipality_code": pl.String, "municipality_name": pl.String,
    "key_value": pl.Float64, "key_unit": pl.String, "key_year": pl.Int64, "share": pl.Float64,
    "share_billionths": pl.Int64, "amount_t_co2e": pl.Float64, "allocated_t_co2e": pl.Float64, "status": pl.String,
}  # fmt: skip


def partnership_allocation(
    municipality_base: pl.LazyFrame,
    period: str,
    partner_emissions: pl.LazyFrame | None = None,
    amount_t_co2e: float = 1.0,
    base_year: int | None = None,
) -> pl.LazyFrame:
    """One row per key and municipality: value of the key, share (of 1) and what of `amount_t_co2e` falls to it.

    Shares are whole billionths and sum to 1 exactly; allocated tonnes are whole grams and sum to the amount exactly
    (largest remainder, ties in the order of codes). A key with a missing or negative value, or with a sum of 0,
    divides nothing: its rows are `missing`. `emissions` are those of one base year.
    """
    partners = read_partners(municipality_base)
    keys: dict[str, tuple[dict[str, Any], str, int | None]] = {
        key: ({code: row[column] for code, row in partners.items()}, unit,
              POPULATION_YEAR if key == "population" else None)
        for key, (column, unit) in _KEYS.items()
    }  # fmt: skip
    if partner_emissions is not None:
        emissions = read_emissions(partner_emissions, base_year)
        keys["emissions"] = ({code: emissions.total(code) for code in partners}, "t CO2e", emissions.base_year)
    amount = exactly(amount_t_co2e)
    grams = 0 if amount is None else int((amount * _GRAMS).to_integral_value())
    rows = []
    for key, (values, unit, year) in keys.items():
        weights = {code: Fraction(str(value)) for code, value in values.items() if value is not None}
        complete = len(weights) == len(partners)
        shares = exact_shares(_BILLION, weights) if complete else None
        parts = exact_shares(grams, weights) if complete else None
        for code, row in partners.items():
            rows.append({
                "period": period, "key": key, "municipality_code": code, "municipality_name": row["municipality_name"],
                "key_value": None if values[code] is None else float(values[code]), "key_unit": unit, "key_year": year,
                "share": None if shares is None else shares[code] / _BILLION,
                "share_billionths": None if shares is None else shares[code],
                "amount_t_co2e": grams / _GRAMS,
                "allocated_t_co2e": None if parts is None else parts[code] / _GRAMS,
                "status": "missing" if parts is None else "computed",
            })  # fmt: skip
    return pl.DataFrame(rows, schema=_SCHEMA).lazy()
