"""A small travel survey, written as who went how often and how far by what."""

from __future__ import annotations

import polars as pl

from transforms.results.modal_split import MODES


def surveyed(rows: list[tuple[str, float, dict[str, tuple[int, float]]]]) -> pl.LazyFrame:
    """Area, weight, and per mode trips and kilometres; modes left out were not used."""
    return pl.LazyFrame(
        [
            {"district": area, "weight": weight}
            | {f"trips_{mode}": used.get(mode, (0, 0.0))[0] for mode in MODES}
            | {f"km_{mode}": used.get(mode, (0, 0.0))[1] for mode in MODES}
            for area, weight, used in rows
        ]
    )
