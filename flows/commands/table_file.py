"""One table from a CSV or Parquet file, for the commands that work on a file of their own."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_MARKS = ";,\t|"


def read_table(path: Path, delimiter: str | None = None) -> pl.LazyFrame:
    """Rows as the file has them. CSV is UTF-8 with a header, every column text, an empty field missing.

    Errors: `table-unreadable` with the kind of failure, never with a value; `table-headers-twice`.
    """
    import polars as pl

    from schemas.errors import StadtlandError

    try:
        if path.suffix.lower() == ".parquet":
            frame = pl.scan_parquet(path, glob=False)
            frame.collect_schema()
            return frame
        refuse_repeated_headers(path, delimiter)
        return pl.read_csv(path, separator=delimiter or guess_delimiter(path), infer_schema=False).lazy()
    except (OSError, UnicodeDecodeError, pl.exceptions.PolarsError) as error:
        reason = type(error).__name__
    raise StadtlandError("table-unreadable", file=str(path), reason=reason)


def read_hierarchy_table(path: Path) -> pl.DataFrame:
    """A hierarchy without header: one row per raw value, then its labels; an empty field is missing.

    Errors: `table-unreadable`.
    """
    import polars as pl

    from schemas.errors import StadtlandError

    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = [row for row in csv.reader(lines, delimiter=guess_delimiter(path)) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = type(error).__name__
    else:
        width = max((len(row) for row in rows), default=0)
        # A shorter row is filled with nulls: the hierarchy then says how many rows lack a level.
        filled = [[cell or None for cell in row] + [None] * (width - len(row)) for row in rows]
        return pl.DataFrame(filled, schema={f"level_{place}": pl.String for place in range(width)}, orient="row")
    raise StadtlandError("table-unreadable", file=str(path), reason=reason)


def refuse_repeated_headers(path: Path, delimiter: str | None = None) -> None:
    """Which of two columns of one name is meant nobody can say. Errors: `table-headers-twice`, as counts."""
    from schemas.errors import StadtlandError

    with path.open(encoding="utf-8-sig", newline="") as lines:
        headers = next(csv.reader(lines, delimiter=delimiter or guess_delimiter(path)), [])
    if len(set(headers)) < len(headers):
        twice = len({name for name in headers if headers.count(name) > 1})
        raise StadtlandError("table-headers-twice", file=str(path), count=twice, columns=len(headers))


def guess_delimiter(path: Path) -> str:
    """The mark that stands most often in the first line: semicolon, comma, tab or bar; comma when none does."""
    with path.open(encoding="utf-8-sig") as lines:
        first = lines.readline()
    return max(_MARKS, key=lambda mark: (first.count(mark), mark == ","))
