"""`reference("factors")`: one table of this folder, typed; what each column means stands in README.md."""

from __future__ import annotations

from pathlib import Path

import polars as pl

TABLES: dict[str, dict[str, type[pl.DataType]]] = {
    "factors": {
        "region": pl.String,
        "year_or_edition": pl.String,
        "first_year": pl.Int64,
        "last_year": pl.Int64,
        "carrier": pl.String,
        "use": pl.String,
        "factor_g_per_kwh": pl.Float64,
        "unit": pl.String,
        "basis": pl.String,
        "basis_as_stated": pl.String,
        "method": pl.String,
        "source": pl.String,
        "sets": pl.String,
    },
    "factor_sets": {
        "factor_set": pl.String,
        "region": pl.String,
        "basis": pl.String,
        "title_de": pl.String,
        "title_en": pl.String,
        "note": pl.String,
    },
    "carriers": {"name": pl.String, "carrier": pl.String},
    "land_factors": {
        "region": pl.String,
        "year_or_edition": pl.String,
        "method": pl.String,
        "land_class": pl.String,
        "category": pl.String,
        "share_of_class": pl.Float64,
        "emissions_t_co2e": pl.Float64,
        "area_ha": pl.Float64,
        "source": pl.String,
    },
    "published_territorial_changes": {
        "country": pl.String,
        "old_code": pl.String,
        "new_code": pl.String,
        "date": pl.Date,
        "share": pl.Float64,
        "name_then": pl.String,
        "name_now": pl.String,
        "source": pl.String,
    },
    "sector_synonyms": {"name": pl.String, "sector": pl.String, "part_of": pl.String, "is_expected": pl.Boolean},
}
"""The columns of each table, in order. A file that differs is refused by polars when it is read."""


def reference(name: str) -> pl.LazyFrame:
    """One table of published parameters. KeyError for a name that is not in `TABLES`."""
    return pl.scan_csv(Path(__file__).parent / f"{name}.csv", schema=TABLES[name])
