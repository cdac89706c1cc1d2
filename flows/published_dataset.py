"""One dataset of a kind from one published file: its columns by our names, its numbers plain, its form told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from schemas.kind import KindDataset
from schemas.match_columns import Wanted, match_columns
from schemas.number_marks import NumberMarks
from schemas.registry import column_metadata, schema
from sources.published.plain_numbers import plain_numbers
from sources.published.read_as import ReadAs
from sources.published.read_table import read_table


@dataclass(frozen=True)
class PublishedDataset:
    """`frame` is text by our names; `units` are those of the file where they differ from the schema's."""

    frame: pl.DataFrame
    lines: tuple[int, ...]
    units: dict[str, str]
    read_as: ReadAs
    marks: NumberMarks
    cells: dict[str, int]
    columns_not_used: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        """What was detected, for JSON."""
        return {
            **self.read_as.document(),
            "decimal": self.marks.decimal,
            "decimal_told_by": self.marks.told_by,
            "units_converted": self.units,
            "cells": self.cells,
            "columns_not_used": list(self.columns_not_used),
        }

    def words(self) -> tuple[str, str]:
        """One line for a person, German and English."""
        de, en = ([one] for one in self.read_as.words())
        if self.marks.told_by != NumberMarks().told_by:
            de.append(f"Dezimalzeichen {self.marks.decimal} (nach {self.marks.told_by})")
            en.append(f"decimal mark {self.marks.decimal} (told by {self.marks.told_by})")
        for column, unit in self.units.items():
            de.append(f"{column} umgerechnet aus {unit}")
            en.append(f"{column} converted from {unit}")
        for what, count in self.cells.items():
            german, english = _CELLS[what]
            de.append(f"{count} {german}")
            en.append(f"{count} {english}")
        return "; ".join(de), "; ".join(en)


_CELLS = {
    "footnote": ("Zahlen mit Fußnotenzeichen", "numbers with the mark of a footnote"),
    "no_figure": ("Zellen ohne Angabe", "cells that say there is no figure"),
    "below_threshold": ("Zellen mit einer Schranke statt einer Zahl", "cells with a bound instead of a figure"),
    "percent": ("Zahlen in Prozent", "numbers in per cent"),
}


def published_dataset(name: str, dataset: KindDataset, file: Path, decimal: str | None = None) -> PublishedDataset:
    """Read one file for one dataset. `decimal` decides where no number of the file tells which mark is which.

    Raises `columns-not-found` and what `read_table` and `plain_numbers` raise.
    """
    model = schema("received", name)
    columns, about = model.to_schema().columns, column_metadata(model)
    wanted = {column: Wanted(dataset.headers(column), about[column].get("unit")) for column in columns}
    table = read_table(file, [header for one in wanted.values() for header in one.names])
    found = match_columns(table.frame.columns, wanted)
    missing = [column for column, rules in columns.items() if not rules.nullable and column not in found]
    if missing:
        names = ", ".join(" | ".join(wanted[column].names) for column in missing)
        available = ", ".join(table.frame.columns)
        raise StadtlandError("columns-not-found", file=file.name, wanted=names, available=available)
    frame = table.frame.select(pl.col(match.header).alias(column) for column, match in found.items())
    kinds = {column: columns[column].dtype.type for column in found}
    numeric = {column: about[column].get("unit") for column, dtype in kinds.items() if dtype.is_numeric()}
    years = [column for column in numeric if column == "year" or column.endswith("_year")]
    plain = plain_numbers(
        frame,
        numeric,
        file.name,
        counts=[column for column in numeric if kinds[column].is_integer() and column not in years],
        years=years,
        decimal=decimal,
    )
    used = {match.header for match in found.values()}
    return PublishedDataset(
        plain.frame,
        table.lines,
        {column: match.unit for column, match in found.items() if match.unit is not None},
        table.read_as,
        plain.marks,
        dict(plain.cells),
        tuple(header for header in table.frame.columns if header not in used),
    )


def rejected_lines(published: PublishedDataset, rejected: pl.DataFrame) -> dict[str, list[int]]:
    """Rule by rule the lines of the file that broke it, told by the rejected rows as they were received."""
    columns = published.frame.columns
    rows: dict[tuple[str | None, ...], Sequence[str]] = {}
    for row in rejected.iter_rows(named=True):
        rows[tuple(row[column] for column in columns)] = row["broken_rules"]
    lines: dict[str, list[int]] = {}
    for line, cells in zip(published.lines, published.frame.rows(), strict=True):
        for rule in rows.get(cells, ()):
            lines.setdefault(rule, []).append(line)
    return lines
