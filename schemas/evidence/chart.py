"""One picture of a released table: what it shows, where it lies, and the rows behind it."""

from __future__ import annotations

from schemas.evidence.base import Count, Number, Sha256, Strict, Text

Cell = str | bool | Number | None


class ChartColumn(Strict):
    """One column of the rows behind a picture."""

    name: str
    title: Text


class Chart(Strict):
    """One picture, drawn from the final bytes of one released table."""

    name: str
    table: str
    title: Text
    summary: Text
    svg_path: str
    svg_sha256: Sha256
    csv_path: str
    csv_sha256: Sha256
    columns: tuple[ChartColumn, ...]
    rows_behind: Count
    rows: tuple[tuple[Cell, ...], ...] = ()
    """All of the rows where they are few enough for a page; none where only the CSV holds them."""
