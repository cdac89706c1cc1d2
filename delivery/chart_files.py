"""The pictures of a package as its files: `charts/<name>.svg`, and the rows behind it beside it as `.csv`."""

from __future__ import annotations

from collections.abc import Sequence

from delivery.charts.charts_of import Chart

CHARTS = "charts"


def chart_files(charts: Sequence[Chart]) -> dict[str, bytes]:
    """The content of each file by its path inside `data/`."""
    files: dict[str, bytes] = {}
    for chart in charts:
        files[f"{CHARTS}/{chart.name}.svg"] = chart.svg
        files[f"{CHARTS}/{chart.name}.csv"] = chart.csv
    return files
