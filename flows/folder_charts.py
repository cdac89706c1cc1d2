"""The pictures of a folder of computed tables: the same drawings as in a package, in the language that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from delivery.chart_files import chart_files
from delivery.charts.charts_of import charts_of, drawings_of
from schemas.errors import StadtlandError


def folder_charts(
    tables: Mapping[str, Path], out: Path, language: str
) -> tuple[list[dict[str, Any]], dict[str, StadtlandError]]:
    """What was written to OUT/charts, picture by picture; and the tables that are too large for pictures, with why."""
    frames: dict[str, pl.DataFrame | pl.LazyFrame] = {}
    left_out: dict[str, StadtlandError] = {}
    for name, path in tables.items():
        frame = pl.read_parquet(path, glob=False)
        try:
            drawings_of(name, frame, language)
        except StadtlandError as error:
            left_out[name] = error
        else:
            frames[name] = frame
    written = []
    for chart in charts_of(frames, language):
        files = chart_files([chart])
        for file, content in files.items():
            (out / file).parent.mkdir(exist_ok=True)
            (out / file).write_bytes(content)
        svg, csv = files
        written.append({"table": chart.table, "title": chart.title, "summary": chart.summary, "svg": svg, "csv": csv})
    return written, left_out
