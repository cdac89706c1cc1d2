"""Received subsidy applications -> measures and income classes in our words."""

from __future__ import annotations

import polars as pl

MEASURE_TYPES = {
    "Dämmung Fassade": "facade insulation",
    "Dämmung Dach": "roof insulation",
    "Fenstertausch": "window replacement",
    "Wärmepumpe": "heat pump",
    "Pelletheizung": "pellet boiler",
    "Solarthermie": "solar thermal",
    "Anschluss Fernwärme": "district heating connection",
}
INCOME_CLASSES = {
    "unter 20.000 €": "below 20,000 EUR",
    "20.000 bis 40.000 €": "20,000 to 40,000 EUR",
    "40.000 bis 60.000 €": "40,000 to 60,000 EUR",
    "60.000 bis 90.000 €": "60,000 to 90,000 EUR",
    "über 90.000 €": "above 90,000 EUR",
}


def subsidy_applicants(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per application, as received, with `measure_type` and `income_class` in our words."""
    present = received.collect_schema().names()
    words = {"measure_type": MEASURE_TYPES, "income_class": INCOME_CLASSES}
    return received.with_columns(
        pl.col(column).replace_strict(ours, return_dtype=pl.String)
        for column, ours in words.items()
        if column in present
    )
