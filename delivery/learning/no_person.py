"""What goes to everybody is searched for people and ways to reach them; a find refuses the whole package."""

from __future__ import annotations

import polars as pl

from schemas.contact import holds_contact, holds_person
from schemas.errors import StadtlandError
from schemas.free_text import FREE_TEXT, TITLES


def refuse_persons(table: str, frame: pl.DataFrame) -> None:
    """Raises `learning-person-found` with the columns and the number of their cells, never with what stands there.

    Prose and titles hold no given name beside a surname; every text holds no mail address, no telephone number and
    nobody behind a form of address. Authors of a cited source and organisations called after people are no finding.
    """
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    found = {name: _cells(frame, name) for name in texts}
    named = [name for name, count in found.items() if count]
    if named:
        raise StadtlandError(
            "learning-person-found",
            file=f"tables/{table}.parquet",
            where=", ".join(named),
            count=sum(found[name] for name in named),
        )


def refuse_persons_in_text(file: str, text: str) -> None:
    """The same for a file of lines, every one held as prose."""
    lines = pl.DataFrame({"text": text.splitlines()}, schema={"text": pl.String}).with_row_index("line", offset=1)
    found = lines.filter(holds_person("text"))["line"].to_list()
    if found:
        raise StadtlandError(
            "learning-person-found", file=file, where=", ".join(str(line) for line in found[:9]), count=len(found)
        )


def _cells(frame: pl.DataFrame, column: str) -> int:
    is_prose = column in FREE_TEXT or column in TITLES
    values = frame.select(pl.col(column).drop_nulls())
    return values.filter(holds_person(column) if is_prose else holds_contact(column)).height
