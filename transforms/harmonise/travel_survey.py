"""Received travel survey -> sex and main mode in our words."""

from __future__ import annotations

import polars as pl

SEXES = {"w": "female", "m": "male", "d": "diverse"}
MAIN_MODES = {
    "zu Fuß": "walk",
    "Rad": "bicycle",
    "ÖPNV": "public_transport",
    "Auto (Fahrer)": "car_driver",
    "Auto (Mitfahrer)": "car_passenger",
    "keine Wege": "none",
}


def travel_survey(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per person and survey day, as received, with `sex` and `main_mode` in our words."""
    present = received.collect_schema().names()
    words = {"sex": SEXES, "main_mode": MAIN_MODES}
    return received.with_columns(
        pl.col(column).replace_strict(ours, return_dtype=pl.String)
        for column, ours in words.items()
        if column in present
    )
