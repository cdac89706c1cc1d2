"""The pictures of one released table, each as SVG with the rows behind it as CSV; none if there is nothing to draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TypeAlias

import polars as pl

from delivery.charts.drawing import Drawing
from delivery.charts.render import render
from delivery.charts.speech import Speech
from schemas.chart_tables import CHART_TABLES

Draw: TypeAlias = Callable[[pl.DataFrame, Speech], Sequence[Drawing]]


@dataclass(frozen=True)
class Chart:
    """One picture; `csv` holds every number in it, as the released table has it, with the rows that were not drawn."""

    name: str
    table: str
    title: str
    summary: str
    svg: bytes
    csv: bytes
    rows: pl.DataFrame


def charts_of(table: str, frame: pl.DataFrame | pl.LazyFrame, language: str = "de") -> list[Chart]:
    """All pictures of `table`, in a fixed order; names are `<table>` or `<table>-<what is in it>`.

    `frame` is the released table: after protection, with its small cells suppressed. The same rows give the same bytes,
    in whatever order they come.
    """
    drawings = drawings_of(table, frame, language)
    return [
        Chart(it.name, table, it.title, it.summary, svg, it.table.write_csv().encode(), it.table)
        for it, svg in zip(drawings, render(drawings, language), strict=True)
    ]


def drawings_of(table: str, frame: pl.DataFrame | pl.LazyFrame, language: str = "de") -> list[Drawing]:
    """The same before they are rendered."""
    if table not in CHART_TABLES:
        return []
    drawn_by = CHART_TABLES[table]
    draw: Draw = getattr(import_module(f"delivery.charts.{drawn_by}"), drawn_by)
    rows = frame.lazy().collect()
    drawings: list[Drawing] = []
    for it in draw(rows.sort(rows.columns, nulls_last=True), Speech(language, table, title_of(table, language))):
        name = f"{table}{f'-{it.name}' if it.name else ''}"
        # Two places of one name are two pictures: the second must not take the place of the first.
        alike = sum(one.name == name or one.name.startswith(f"{name}--") for one in drawings)
        drawings.append(replace(it, name=f"{name}--{alike + 1}" if alike else name))
    return drawings


def title_of(table: str, language: str) -> str:
    """The title of a released table as its schema has it."""
    model = getattr(import_module(f"schemas.released.{table}"), table.title().replace("_", ""))
    titles = model.__config__.metadata or {}
    return str(titles.get(f"title_{language}", table))
