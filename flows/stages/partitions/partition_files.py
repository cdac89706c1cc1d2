"""The partitions of one table: the files of a folder, one partition each, alike in the columns that matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.commands.table_file import guess_delimiter, read_table, refuse_repeated_headers
from schemas.errors import StadtlandError

KINDS = (".parquet", ".csv")


@dataclass(frozen=True)
class PartitionFiles:
    """Files in the order of their names, and the types of all columns that any of them has."""

    paths: tuple[Path, ...]
    schema: Mapping[str, pl.DataType]
    delimiter: str | None = None

    @classmethod
    def of(cls, place: Path, delimiter: str | None = None) -> PartitionFiles:
        """Every CSV and Parquet file in the folder `place`, or the file itself. Reads headers and footers only.

        Names that begin with `.` or `_` are passed over, as other programs leave marks of theirs there; anything else
        that is no such file is refused, so that no part of the table is left out unseen. A column may be missing
        throughout a file that has the type null: it then takes the type it has elsewhere.

        Errors: `table-unreadable`, `partitions-none`, `partition-not-a-table`, `partition-names-collide`,
        `partitions-differ`.
        """
        paths = [place]
        if place.is_dir():
            paths = sorted(path for path in place.iterdir() if path.name[0] not in "._")
            if strange := [path.name for path in paths if path.is_dir() or path.suffix.lower() not in KINDS]:
                raise StadtlandError("partition-not-a-table", count=len(strange), first=strange[0])
        if not paths:
            raise StadtlandError("partitions-none")
        if twice := sorted({path.stem for path in paths if [other.stem for other in paths].count(path.stem) > 1}):
            raise StadtlandError("partition-names-collide", names=", ".join(twice))
        schema: dict[str, pl.DataType] = {}
        for path in paths:
            for name, dtype in _schema(path, delimiter).items():
                known = schema.setdefault(name, dtype)
                if known == pl.Null:
                    schema[name] = dtype
                elif dtype not in (known, pl.Null):
                    types = ", ".join(sorted({str(known), str(dtype)}))
                    raise StadtlandError("partitions-differ", column=name, types=types)
        return cls(tuple(paths), schema, delimiter)

    def refuse_lacking(self, columns: Sequence[str]) -> None:
        """Every file must have every column named. Errors: `partition-lacks-columns`."""
        for path in self.paths:
            present = _schema(path, self.delimiter)
            if missing := [name for name in columns if name not in present]:
                raise StadtlandError("partition-lacks-columns", partition=path.name, missing=", ".join(missing))

    def frame(self, place: int, columns: Sequence[str]) -> pl.LazyFrame:
        """The rows of one partition, in the agreed types."""
        frame = read_table(self.paths[place], self.delimiter).select(columns)
        present = frame.collect_schema()
        return frame.with_columns(pl.col(name).cast(self.schema[name]) for name in columns if present[name] == pl.Null)

    def together(self) -> pl.LazyFrame:
        """The rows of all partitions as one lazy table, for what reads rows in one streaming pass (`measure`)."""
        self.refuse_lacking(list(self.schema))
        columns = list(self.schema)
        return pl.concat([self.frame(place, columns) for place in range(len(self.paths))])


def _schema(path: Path, delimiter: str | None) -> pl.Schema:
    """Of a CSV from its first lines: every column is text."""
    if path.suffix.lower() != ".csv":
        return read_table(path, delimiter).collect_schema()
    try:
        separator = delimiter or guess_delimiter(path)
        refuse_repeated_headers(path, separator)
        return pl.scan_csv(path, separator=separator, infer_schema=False, glob=False).collect_schema()
    except (OSError, UnicodeDecodeError, pl.exceptions.PolarsError) as error:
        reason = type(error).__name__
    raise StadtlandError("table-unreadable", file=str(path), reason=reason)
