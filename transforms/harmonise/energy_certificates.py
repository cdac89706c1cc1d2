"""Received energy certificates -> kinds of building and heating in our words. Energy is in MWh since the check."""

from __future__ import annotations

import polars as pl

BUILDING_TYPES = {
    "Einfamilienhaus": "single-family house",
    "Reihenhaus": "terraced house",
    "Mehrfamilienhaus": "multi-family house",
    "Großes Mehrfamilienhaus": "large multi-family house",
}
HEATING_TYPES = {
    "Erdgas": "natural gas",
    "Heizöl": "heating oil",
    "Fernwärme": "district heating",
    "Wärmepumpe": "heat pump",
    "Holzpellets": "wood pellets",
    "Strom direkt": "direct electric",
    "Kohle": "coal",
}


def energy_certificates(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per certificate, as received, with `building_type` and `heating_type` in our words.

    A kind that the schema let through and this list lacks is an error of the query, never a silent null.
    """
    present = received.collect_schema().names()
    words = {"building_type": BUILDING_TYPES, "heating_type": HEATING_TYPES}
    return received.with_columns(
        pl.col(column).replace_strict(ours, return_dtype=pl.String)
        for column, ours in words.items()
        if column in present
    )
