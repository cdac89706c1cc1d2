"""A small released table and packages made of it, for every test of the way out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandera.polars as pa
import polars as pl

from delivery.package import Package, build_package
from delivery.table import TableFile, write_table

AGREEMENT = "waldstadt"
AGREEMENT_SHA256 = "a5" * 32
PERIOD = "2025-Q1"


def described(title: str, unit: str | None = None, **limits: Any) -> Any:
    """A field with the four entries that a released column has."""
    metadata = {"unit": unit, "privacy": "public", "title_de": f"{title} (größer)", "title_en": title}
    return pa.Field(metadata=metadata, nullable=True, **limits)


class Balance(pa.DataFrameModel):
    """One row per sector and year."""

    sector: str = described("Sector")
    year: int = described("Year")
    energy_mwh: float = described("Energy", "MWh")
    building_count: int = described("Buildings", "1")
    is_complete: bool = described("Complete")
    due_date: date = described("Due")

    class Config:
        """The key of a row, which also orders the rows."""

        unique = ["year", "sector"]


def balance(rows: int = 12) -> pl.DataFrame:
    """Rows with a null in every column that can have one, umlauts, a negative number and a minus zero."""
    places = range(rows)
    return pl.DataFrame(
        {
            "sector": [("Haushalte", "Gewerbe", "Verkehr ü")[place % 3] for place in places],
            "year": [2020 + place // 3 for place in places],
            "energy_mwh": [None if place % 5 == 4 else (-0.0 if place == 0 else place * 0.1) for place in places],
            "building_count": [None if place % 7 == 6 else place * 11 for place in places],
            "is_complete": [place % 2 == 0 for place in places],
            "due_date": [date(2025, 1, 1 + place % 28) for place in places],
        },
        schema_overrides={"building_count": pl.Int64, "energy_mwh": pl.Float64},
    )


def write(frame: pl.DataFrame | pl.LazyFrame, path: Path, **options: Any) -> TableFile:
    """The sample table written by the house."""
    settings: dict[str, Any] = {
        "schema": Balance,
        "table": "balance",
        "agreement": AGREEMENT,
        "agreement_sha256": AGREEMENT_SHA256,
        "title_de": "Bilanz",
        "title_en": "Balance",
    }
    settings.update(options)
    return write_table(frame.lazy(), path, **settings)


def build(folder: Path, frame: pl.DataFrame | None = None, **options: Any) -> Package:
    """A package of the sample table and two documents at `folder / "package"`."""
    table = write(balance() if frame is None else frame, folder / "results" / "balance.parquet")
    settings: dict[str, Any] = {
        "tables": [table],
        "documents": {"report/index.html": b"<!doctype html><title>R</title>", "dictionary.json": b"{}"},
        "info": {"Source-Organization": "Stadt Waldstadt"},
        "agreement": AGREEMENT,
        "agreement_sha256": AGREEMENT_SHA256,
        "period": PERIOD,
    }
    settings.update(options)
    return build_package(folder / "package", **settings)
