"""The pictures of a run: drawn from the final bytes of the released tables, and told to the evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import polars as pl

from delivery.chart_files import CHARTS
from delivery.charts.charts_of import Chart, charts_of, drawings_of
from flows.run import Run
from flows.stages.release_table import Released
from schemas import evidence as ev
from schemas.evidence.chart import Chart as ChartEvidence
from schemas.evidence.chart import ChartColumn

ROWS_ON_PAGE = 60
"""Rows behind a picture that the report shows; more stand in the CSV beside the picture."""


def drawn_charts(run: Run, tables: Sequence[Released]) -> list[Chart]:
    """The pictures that the agreement asks for, in the order of the tables; German, as the package's first language."""
    wanted = run.terms.handover.drawn
    files = {table.file.table: table.file.path for table in tables if table.file.table in wanted}
    return charts_of({name: pl.scan_parquet(path, glob=False) for name, path in files.items()})


def chart_evidence(charts: Sequence[Chart], tables: Sequence[Released]) -> tuple[ChartEvidence, ...]:
    """What the report says of each picture, in both languages."""
    found = []
    released = {table.file.table: table for table in tables}
    english = {
        it.name: it
        for table in dict.fromkeys(chart.table for chart in charts)
        for it in drawings_of(table, pl.scan_parquet(released[table].file.path, glob=False), "en")
    }
    for chart in charts:
        titles = {column.name: column.title for column in released[chart.table].columns}
        found.append(
            ChartEvidence(
                name=chart.name,
                table=chart.table,
                title=ev.Text(de=chart.title, en=english[chart.name].title),
                summary=ev.Text(de=chart.summary, en=english[chart.name].summary),
                svg_path=f"data/{CHARTS}/{chart.name}.svg",
                svg_sha256=hashlib.sha256(chart.svg).hexdigest(),
                csv_path=f"data/{CHARTS}/{chart.name}.csv",
                csv_sha256=hashlib.sha256(chart.csv).hexdigest(),
                columns=tuple(ChartColumn(name=name, title=titles[name]) for name in chart.rows.columns),
                rows_behind=chart.rows.height,
                rows=tuple(chart.rows.iter_rows()) if chart.rows.height <= ROWS_ON_PAGE else (),
            )
        )
    return tuple(found)
