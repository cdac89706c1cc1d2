"""`measure_cards.md`: one card per row of every public table about measures, experiments or deal prototypes."""

from __future__ import annotations

import io
from collections.abc import Mapping

import polars as pl

from schemas.evidence import Evidence

SUBJECTS = ("measure_id", "measure", "experiment_id", "experiment", "prototype_id", "prototype", "deal_id", "option_id")


def measure_cards(evidence: Evidence, tables: Mapping[str, bytes]) -> str | None:
    """Markdown, rows in the table's order; a missing value says so. None where no table is about measures."""
    lines = ["# Measure cards", ""]
    for table in evidence.tables:
        if table.name not in tables:
            continue
        frame = pl.read_parquet(io.BytesIO(tables[table.name]))
        subject = next((column for column in SUBJECTS if column in frame.columns), None)
        if subject is None:
            continue
        lines += [f"## {table.title.en}", ""]
        for row in frame.iter_rows(named=True):
            lines += [f"### {row[subject]}", ""]
            for column in table.columns:
                value = row[column.name]
                unit = f" {column.unit}" if column.unit and value is not None else ""
                lines.append(f"- {column.title.en}: {'missing' if value is None else value}{unit}")
            lines.append("")
    return "\n".join(lines) if len(lines) > 2 else None
