"""On Leipzig's published tables: a mismatch lies beyond the tolerance beside it, and a rule without one says itself."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from config.factors.load import reference
from schemas.finding_columns import FINDING_COLUMNS
from transforms.results.audit.inventory_audit import inventory_audit

FILES = {
    "ghg_inventory": "ccc_inventory_by_carrier.csv",
    "ccc_emissions_gap": "ccc_emissions_gap_A23.csv",
    "ccc_published_totals": "ccc_published_totals.csv",
}


def test_every_mismatch_is_beyond_its_tolerance(shared_data: Path) -> None:
    published = {
        name: pl.scan_csv(shared_data / "reference" / file, infer_schema=False) for name, file in FILES.items()
    }
    words = {"sector_synonyms": reference("sector_synonyms"), "carriers": reference("carriers")}
    rows = inventory_audit("2019", **published, **words).collect().select(list(FINDING_COLUMNS))
    compared = rows.filter(pl.col("difference").is_not_null())
    assert compared["tolerance"].null_count() == 0
    mismatches = compared.filter(pl.col("verdict") == "mismatch")
    assert mismatches.height > 0
    assert mismatches.filter(pl.col("difference").abs() <= pl.col("tolerance")).is_empty()
    silent = rows.filter(pl.col("tolerance").is_null(), pl.col("note_en") == "")
    assert silent.is_empty(), "a rule that measures nothing says in its note what it asks"
