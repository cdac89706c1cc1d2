"""The pictures of released tables, each as SVG with the rows behind it as CSV; none if there is nothing to draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TypeAlias

import polars as pl

from delivery.charts.drawing import Drawing
from delivery.charts.render import render
from delivery.charts.speech import Speech
from schemas.chart_tables import CHART_TABLES
from schemas.errors import StadtlandError

Draw: TypeAlias = Callable[[pl.DataFrame, Speech], Sequence[Drawing]]

MOST_PICTURES, MOST_ROWS = 100, 1000
"""Of one table, and behind one picture."""


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


def charts_of(tables: Mapping[str, pl.DataFrame | pl.LazyFrame], language: str = "de") -> list[Chart]:
    """All pictures of the tables, in a fixed order; names are `<table>` or `<table>-<what is in it>`.

    The frames are released tables: after protection, with their small cells suppressed. The same rows give the same
    bytes, in whatever order they come.

    Errors: `charts-too-many` (nobody looks at so many pictures, or so many bars in one), `charts-not-drawn`.
    """
    found = [(table, drawing) for table, frame in tables.items() for drawing in drawings_of(table, frame, language)]
    pictures = render([drawing for _, drawing in found], language)
    return [
        Chart(it.name, table, it.title, it.summary, svg, it.table.write_csv().encode(), it.table)
        for (table, it), svg in zip(found, pictures, strict=True)
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
    longest = max((it.table.height for it in drawings), default=0)
    if len(drawings) > MOST_PICTURES or longest > MOST_ROWS:
        raise StadtlandError("charts-too-many", table=table, pictures=len(drawings), rows=longest)
    return drawings


def title_of(table: str, language: str) -> str:
    """The title of a released table as its schema has it."""
    model = getattr(import_module(f"schemas.released.{table}"), table.title().replace("_", ""))
    titles = model.__config__.metadata or {}
    return str(titles.get(f"title_{language}", table))
