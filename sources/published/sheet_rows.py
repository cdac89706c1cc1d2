"""The rows of every sheet of a workbook, as text whose numbers tell their decimal mark."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

from schemas.agreement import TextFormat
from schemas.errors import StadtlandError
from sources.sheet import Sheet, sheet_names

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_COMMA = re.compile(r"[+-]?\d[\d.]*,\d+")
_LONE_MARK = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")


def sheet_rows(path: Path) -> dict[str, list[tuple[int, list[str]]]]:
    """Sheet by sheet its rows with their numbers from 1. An empty sheet has none.

    Numbers of the sheet get a decimal comma where text cells beside them are numbers with one. A number that could be
    taken for thousands, as 1.234, is written 1.234e0: in the sheet it was never ambiguous.
    Raises `source-damaged`.
    """
    return {name: _rows(path, name) for name in sheet_names(path, label=path.name, dataset=path.stem)}


def _rows(path: Path, name: str) -> list[tuple[int, list[str]]]:
    written = TextFormat()
    sheet = Sheet(path, name, written, label=path.name, dataset=path.stem)
    try:
        texts = sheet.texts()
    except StadtlandError as error:
        if error.code == "source-empty":
            return []
        raise
    typed = [sheet.is_number(at) for at in range(texts.width)]
    decimal = "," if any(_has_comma(texts.to_series(at), typed[at]) for at in range(texts.width)) else "."
    columns = [_marked(sheet.column(at, texts), typed[at], decimal) for at in range(texts.width)]
    return [(line, [cell or "" for cell in cells]) for line, cells in enumerate(zip(*columns, strict=True), start=1)]


def _has_comma(texts: pl.Series, is_number: pl.Series) -> bool:
    cells = zip(texts, is_number, strict=True)
    return any(not typed and text is not None and _COMMA.fullmatch(text.strip()) for text, typed in cells)


def _marked(texts: pl.Series, is_number: pl.Series, decimal: str) -> list[str | None]:
    return [
        text if text is None or not typed else _sure(text.replace(".", decimal))
        for text, typed in zip(texts, is_number, strict=True)
    ]


def _sure(number: str) -> str:
    return f"{number}e0" if _LONE_MARK.fullmatch(number) else number
