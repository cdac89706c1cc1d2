"""Received PV and wind units -> what the statistics of installed capacity needs: no number, no name, no day."""

from __future__ import annotations

import polars as pl

from transforms.harmonise.generation_units import generation_units


def unit_capacities(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per unit: postcode, kind, status, month of its start (2019-03; null while planned), capacity (kW)."""
    return generation_units(received)
