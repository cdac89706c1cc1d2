"""The arithmetic audit of a published inventory, its gap table and its totals, as a result that can be handed over."""

from __future__ import annotations

import polars as pl

from transforms.results.audit.as_frame import as_frame
from transforms.results.audit.audit import audit


def inventory_audit(
    period: str,
    ghg_inventory: pl.LazyFrame | None = None,
    ccc_emissions_gap: pl.LazyFrame | None = None,
    ccc_published_totals: pl.LazyFrame | None = None,
    sector_synonyms: pl.LazyFrame | None = None,
    carriers: pl.LazyFrame | None = None,
) -> pl.LazyFrame:
    """One row per rule and figure: printed, recomputed, difference (recomputed minus printed), verdict.

    Any of the three tables will do; each city and base year is judged apart. Findings change no number.
    """
    given = {"inventory": ghg_inventory, "gap": ccc_emissions_gap, "totals": ccc_published_totals}
    tables = {name: frame for name, frame in given.items() if frame is not None}
    return as_frame(audit(tables, sector_synonyms=sector_synonyms, carriers=carriers), period)
