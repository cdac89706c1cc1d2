"""The pictures of one released table, each as SVG with the rows behind it as CSV; none if there is nothing to draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TypeAlias

import polars as pl

from delivery.charts.drawing import Drawing
from delivery.charts.render import render

Draw: TypeAlias = Callable[[pl.DataFrame, str], Sequence[Drawing]]

DRAWN_BY = {
    "ghg_balance": "balance_by_sector_and_carrier",
    "bisko_balance": "balance_by_sector_and_carrier",
    "emissions_gap": "gap_waterfall",
    "abatement_curve": "abatement_steps",
    "pathway_targets": "pathway_lines",
    "partnership_allocation": "allocation_by_key",
    "deal_status": "deals_by_status",
}
"""Table by table the file (and the function in it) that draws it."""


@dataclass(frozen=True)
class Chart:
    """One picture; `csv` holds every number in it, with the rows that could not be drawn."""

    name: str
    title: str
    svg: bytes
    csv: bytes


def charts_of(table: str, frame: pl.DataFrame | pl.LazyFrame, language: str = "de") -> list[Chart]:
    """All pictures of `table`, in a fixed order; names are `<table>` or `<table>-<what is in it>`."""
    if table not in DRAWN_BY:
        return []
    name = DRAWN_BY[table]
    draw: Draw = getattr(import_module(f"delivery.charts.{name}"), name)
    rows = frame.lazy().collect()
    charts: list[Chart] = []
    for it in draw(rows, language):
        name = f"{table}{f'-{it.name}' if it.name else ''}"
        # Two places of one name are two pictures: the second must not take the place of the first.
        alike = sum(chart.name == name or chart.name.startswith(f"{name}--") for chart in charts)
        unique = f"{name}--{alike + 1}" if alike else name
        charts.append(Chart(unique, it.title, render(it, language), it.table.write_csv().encode()))
    return charts
