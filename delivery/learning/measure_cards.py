"""`measure_cards.md`: one card per row of every public table about measures, experiments or deal prototypes."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from typing import Any

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
        rows_of, told = Counter(frame[subject]), Counter[Any]()
        for row in frame.iter_rows(named=True):
            name = row[subject]
            told[name] += 1
            of = f" ({told[name]} of {rows_of[name]})" if rows_of[name] > 1 else ""
            lines += [f"### {name}{of}", ""]
            lines += [f"- {column.title.en}: {_said(row[column.name], column.unit)}" for column in table.columns]
            lines.append("")
    return "\n".join(lines) if len(lines) > 2 else None


def _said(value: Any, unit: str | None) -> str:
    """A whole number without a decimal mark, a figure with its unit; the unit of a count or a share is not said."""
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    shown = int(value) if isinstance(value, float) and value.is_integer() else value
    return f"{shown} {unit}" if unit and unit != "1" else str(shown)
