"""Published tables as their publishers wrote them, for the commands that work on such files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl

from schemas.errors import StadtlandError


def read_published(path: Path) -> pl.LazyFrame:
    """One published table as text, nothing parsed: UTF-8 or Windows-1252; comma, semicolon or tab.

    Lines that start with `#` before the header are skipped.
    Raises `audit-file-not-text`, `audit-header-missing`, `audit-row-too-long` for a row of more cells than the header
    (a thousands comma without quotes, usually). Cells that are absent at the end of a row are empty.
    """
    data = path.read_bytes()
    if b"\0" in data:
        raise StadtlandError("audit-file-not-text", file=path.name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    lines = [line for line in text.splitlines(keepends=True) if line.strip()]
    while lines and lines[0].startswith("#"):
        del lines[0]
    delimiter = max(",;\t|", key=lines[0].count) if lines else ","
    header, *rows = csv.reader(io.StringIO("".join(lines)), delimiter=delimiter) if lines else [[]]
    names = [name.strip() for name in header]
    if len(names) < 2 or len({name.casefold() for name in names}) < len(names):
        raise StadtlandError("audit-header-missing", file=path.name)
    for number, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row[len(names) :]):
            raise StadtlandError("audit-row-too-long", file=path.name, row=number, cells=len(row), columns=len(names))
    filled = [[*row[: len(names)], *[""] * (len(names) - len(row))] for row in rows]
    return pl.LazyFrame(filled, schema=dict.fromkeys(names, pl.String), orient="row")
