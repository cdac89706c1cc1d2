"""Key figures and audit findings of one released table, for the report; most tables have none."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import cast

import polars as pl

from schemas.evidence import Figure, Finding
from schemas.finding_columns import FINDING_COLUMNS


def figures_of(table: str, frame: pl.LazyFrame) -> tuple[Figure, ...]:
    """Figures by `transforms/key_figures/<table>.py`, where there is one: `<table>(frame)` returns them."""
    if find_spec(f"transforms.key_figures.{table}") is None:
        return ()
    return cast("tuple[Figure, ...]", getattr(import_module(f"transforms.key_figures.{table}"), table)(frame))


def findings_of(frame: pl.LazyFrame) -> tuple[Finding, ...]:
    """The lines of a released table of findings (`inventory_audit`, say), as the report shows them."""
    if not set(frame.collect_schema()) >= set(FINDING_COLUMNS):
        return ()
    holds = {"match": True, "not checked": None, "noted": None}
    return tuple(
        Finding(
            check=row["check"],
            subject=row["subject"],
            rule=row["note_en"],
            printed=row["printed"],
            recomputed=row["recomputed"],
            difference=row["difference"],
            unit=row["unit"] or "",
            tolerance=row["tolerance"],
            holds=holds.get(row["verdict"], False),
            verdict=row["verdict"],
        )
        for row in frame.collect().iter_rows(named=True)
    )
