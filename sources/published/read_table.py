"""`read_table`: one published table as text, nothing parsed and no row lost, with what was found about its form."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import polars as pl

from schemas.errors import StadtlandError
from sources.published.decode import decode
from sources.published.header_row import header_row
from sources.published.is_note import is_note
from sources.published.read_as import ReadAs
from sources.published.sheet_rows import SUFFIXES, sheet_rows
from sources.published.unit_row import with_units

_DELIMITERS = "\t;|,"
"""In the order that decides where two of them make a table: a comma stands within numbers and words, too."""
_MARKED_NAME = re.compile(r"(?<=[^\W\d_])(?<!\bm)(?<!\bkm)\s?(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+\)?|[*†‡]+)$")
_MARKS = frozenset("¹²³⁴⁵⁶⁷⁸⁹⁰)*†‡ ")
"""What a name with the mark of a footnote ends in. Behind a number, whoever reads the number takes it off."""
_HEAD_LINES = 500
"""Of so many lines the delimiter and the header are told."""
Row = tuple[int, list[str]]
"""A line number of the file, from 1, and the cells that begin there."""


@dataclass(frozen=True)
class PublishedTable:
    """`frame` holds text, one column per header, one row per line of `lines`."""

    frame: pl.DataFrame
    lines: tuple[int, ...]
    read_as: ReadAs


@dataclass(frozen=True)
class _Cut:
    """Rows as one delimiter (or one sheet) makes them, and where the header stands."""

    rows: list[Row]
    delimiter: str
    at: int
    known: int


def read_table(path: Path, known: Collection[str] = ()) -> PublishedTable:
    """The table of a text file (comma, semicolon, tab or bar) or of a workbook's first sheet that has one.

    `known` are headers that the table may have; they tell the header from titles above it. Titles, blank lines, lines
    that repeat the header and notes below the table are no rows; each is named in `read_as`. Cells that are absent at
    the end of a row are empty.

    Raises `audit-file-not-text`, `audit-header-missing`, `audit-quote-open` and `audit-row-too-long` for a row of more
    cells than the header (a thousands comma without quotes, usually).
    """
    if path.suffix.lower() in SUFFIXES:
        return _of_workbook(path, known)
    text, encoding = decode(path.read_bytes(), path.name)
    head = "".join(islice(io.StringIO(text, newline=""), _HEAD_LINES))
    tried = [cut for mark in _DELIMITERS if (cut := _cut(_split(head, mark), mark, known)) is not None]
    if not tried:
        raise StadtlandError("audit-header-missing", file=path.name)
    best = max(tried, key=_fitness)
    rows = _split(text, best.delimiter)
    if _is_open(text, rows, best.delimiter):
        raise StadtlandError("audit-quote-open", file=path.name, row=rows[-1][0])
    return _table(path.name, replace(best, rows=rows), encoding=encoding, sheet="", others=())


def _of_workbook(path: Path, known: Collection[str]) -> PublishedTable:
    sheets = sheet_rows(path)
    cuts = {name: cut for name, rows in sheets.items() if (cut := _cut(rows, "", known)) is not None}
    if not cuts:
        raise StadtlandError("audit-header-missing", file=path.name)
    chosen = max(cuts, key=lambda name: (cuts[name].known, -list(cuts).index(name)))
    others = tuple(name for name in sheets if name != chosen)
    return _table(path.name, cuts[chosen], encoding="Excel", sheet=chosen, others=others)


def _split(text: str, delimiter: str) -> list[Row]:
    """Rows with the lines they begin in. A cell of more than 128 KiB, behind a quote nobody closed, is the last."""
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins = 1
    try:
        for cells in reader:
            rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error:
        rows.append((begins, []))
    return rows


def _is_open(text: str, rows: Sequence[Row], delimiter: str) -> bool:
    """Whether the last row runs over the end of the file, within quotes."""
    begins, _ = rows[-1]
    tail = "".join(islice(io.StringIO(text, newline=""), begins - 1, None))
    try:
        list(csv.reader(io.StringIO(tail, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error) or "field larger" in str(error)
    return False


def _cut(rows: list[Row], delimiter: str, known: Collection[str]) -> _Cut | None:
    filled = [(line, cells) for line, cells in rows if any(cell.strip() for cell in cells)]
    while filled and filled[0][1][0].startswith("#") and filled[0][1][0].strip() != "#":
        del filled[0]
    found = header_row([cells for _, cells in filled], known)
    if found is None:
        return None
    at, count = found
    line = filled[at][0]
    return _Cut(rows, delimiter, next(at for at, row in enumerate(rows) if row[0] == line), count)


def _fitness(cut: _Cut) -> tuple[int, float, int]:
    """How many names it knows, how many rows have the header's width, and which delimiter it is."""
    width = len(cut.rows[cut.at][1])
    below = [cells for _, cells in cut.rows[cut.at :] if any(cell.strip() for cell in cells)]
    fitting = sum(len(cells) == width for cells in below) / len(below)
    return cut.known, round(fitting, 2) if width > 1 else 0.0, -_DELIMITERS.index(cut.delimiter)


def _table(file: str, cut: _Cut, *, encoding: str, sheet: str, others: tuple[str, ...]) -> PublishedTable:
    header_line, header = cut.rows[cut.at]
    names = [re.sub(r"\s+", " ", name).strip() for name in header]
    body = cut.rows[cut.at + 1 :]
    kept = [(line, cells) for line, cells in body if any(cell.strip() for cell in cells)]
    # A column without a name and without a value is an ornament of the sheet.
    used = [
        at for at, name in enumerate(names) if name or any(cell.strip() for _, row in kept for cell in row[at : at + 1])
    ]
    gone = sorted(set(range(len(names))) - set(used))
    names = [names[at] for at in used]
    kept = [(line, [cell for at, cell in enumerate(cells) if at not in gone]) for line, cells in kept]
    header = [cell for at, cell in enumerate(header) if at not in gone]
    if len(names) < 2 or len({name.casefold() for name in names}) < len(names):
        raise StadtlandError("audit-header-missing", file=file)
    notes = _notes(kept, len(names))
    kept = kept[: len(kept) - len(notes)]
    repeated = tuple(line for line, cells in kept if _trimmed(cells) == _trimmed(header))
    kept = [(line, cells) for line, cells in kept if line not in repeated]
    unit_line = None
    if kept and (united := with_units(names, kept[0][1])) is not None:
        names, unit_line = united, kept[0][0]
        del kept[0]
    for line, cells in kept:
        if any(cell.strip() for cell in cells[len(names) :]):
            raise StadtlandError("audit-row-too-long", file=file, row=line, cells=len(cells), columns=len(names))
    filled = [[*cells[: len(names)], *[""] * (len(names) - len(cells))] for _, cells in kept]
    marked = 0
    for cells in filled:
        for at, cell in enumerate(cells):
            if cell and cell[-1] in _MARKS and (bare := _MARKED_NAME.sub("", cell.rstrip())) != cell.rstrip():
                cells[at] = bare
                marked += 1
    frame = pl.DataFrame(filled, schema=dict.fromkeys(names, pl.String), orient="row")
    above = tuple(line for line, cells in cut.rows[: cut.at] if any(cell.strip() for cell in cells))
    read_as = ReadAs(
        file, frame.height, encoding, cut.delimiter, sheet, header_line, above, unit_line, notes, repeated,
        sum(not any(cell.strip() for cell in cells) for _, cells in body), marked, others,
    )  # fmt: skip
    return PublishedTable(frame, tuple(line for line, _ in kept), read_as)


def _notes(rows: Sequence[Row], width: int) -> tuple[int, ...]:
    """The lines below the last row of figures that are remarks."""

    def below() -> Iterator[int]:
        for line, cells in reversed(rows):
            if not is_note(cells, width):
                return
            yield line

    return tuple(sorted(below()))


def _trimmed(cells: Sequence[str]) -> list[str]:
    trimmed = [cell.strip() for cell in cells]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed
