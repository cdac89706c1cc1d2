"""`extract_columnar`: the agreed columns of Parquet files, with the types they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from schemas.errors import StadtlandError
from sources.extract import Extract, Origin
from sources.fingerprint import FileDigest, digest
from sources.header import choose
from sources.locate import SourceFile


def extract_columnar(
    wanted: Mapping[str, str], files: tuple[SourceFile, ...], *, dataset: str, progress: Callable[[int], None]
) -> Extract:
    """The agreed columns of all files, one below the other in name order. Categories become the texts they stand for.

    Raises `source-damaged` for a file that is cut short or no Parquet, `source-types-differ` between files, and what
    `choose` raises.
    """
    frames: list[pl.LazyFrame] = []
    digests: list[FileDigest] = []
    dropped: dict[str, None] = {}
    types: dict[str, pl.DataType] = {}
    rows = 0
    for file in files:
        schema, file_rows = _footer(file, dataset)
        choice = choose(list(schema), wanted, dataset=dataset, file=file.label)
        dropped.update(dict.fromkeys(choice.dropped))
        found = {field: schema[column] for field, column in wanted.items()}
        differing = [field for field in wanted if types.setdefault(field, found[field]) != found[field]]
        if differing:
            raise StadtlandError("source-types-differ", dataset=dataset, file=file.label, columns=", ".join(differing))
        rows += file_rows
        digests.append(digest(file, dataset=dataset))
        frames.append(
            pl.scan_parquet(file.path, glob=False, hive_partitioning=False).select(
                _without_categories(pl.col(column), schema[column]).alias(field) for field, column in wanted.items()
            )
        )

    def origin() -> Origin:
        progress(rows)
        return Origin(tuple(digests), rows, tuple(dropped))

    return Extract(pl.concat(frames), is_text=False, origin=origin)


def _footer(file: SourceFile, dataset: str) -> tuple[pl.Schema, int]:
    try:
        scan = pl.scan_parquet(file.path, glob=False, hive_partitioning=False)
        return scan.collect_schema(), scan.select(pl.len()).collect().item()
    except (pl.exceptions.PolarsError, OSError):
        raise StadtlandError("source-damaged", dataset=dataset, file=file.label) from None


def _without_categories(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    # A category writes all its levels into the file, also those of rows that are not there.
    return column.cast(pl.String) if isinstance(dtype, pl.Categorical | pl.Enum) else column
