"""One released table as one Parquet file: the same rows give the same bytes, in whatever order they came."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from delivery.released_schema import plain_types, released_schema
from delivery.sorted_rows import sorted_rows
from schemas.errors import StadtlandError

if TYPE_CHECKING:
    import pandera.polars as pa

ROW_GROUP_ROWS = 262_144
CELLS_AT_ONCE = 16_000_000
"""Cells (rows × columns) sorted in memory at a time; more are sorted in pieces, so that memory stays bounded."""

FILE_KEYS = ("agreement", "agreement_sha256", "table", "title_de", "title_en")
"""What stands in the file's own metadata, each with the prefix `stadtland:`."""


@dataclass(frozen=True)
class TableFile:
    """One written table: its file, the SHA-256 and size of its bytes, its rows, its columns in order."""

    table: str
    path: Path
    sha256: str
    size_bytes: int
    rows: int
    columns: tuple[str, ...]


def write_table(
    frame: pl.LazyFrame,
    path: Path,
    schema: type[pa.DataFrameModel],
    *,
    table: str,
    agreement: str,
    agreement_sha256: str,
    title_de: str = "",
    title_en: str = "",
    rows_at_once: int | None = None,
) -> TableFile:
    """One Parquet file (zstd, one row-group size) of the frame's columns in the schema's order.

    Rows are sorted by the schema's `unique` columns, then by all others: neither the order of arrival nor the number
    of threads shows in the bytes. A NaN is written as null (both mean: no value), minus zero as zero, an `Enum` or
    `Categorical` as text. The file appears whole or not at all.

    Errors: `table-columns-differ` (a column the schema lacks), `table-type-refused` (a type that is not plain, or a
    conversion that could lose something), `table-field-undescribed`, `table-has-infinite`, `table-not-written`.
    """
    types = _types(frame, schema, table)
    arrow = released_schema(schema, list(types), table=table)
    metadata = file_metadata(table, agreement, agreement_sha256, title_de, title_en)
    order = _order(schema, list(types))
    path.parent.mkdir(parents=True, exist_ok=True)
    spill = path.with_name(f".{path.name}.unsorted")
    partial = path.with_name(f".{path.name}.partial")
    try:
        plain = frame.select(_plain(name, dtype) for name, dtype in types.items())
        _write(plain, spill, table, compression="lz4", statistics=False)
        rows = _refuse_infinite(spill, types, table)
        at_once = rows_at_once or max(1, CELLS_AT_ONCE // len(types))
        pieces = pl.scan_parquet(spill, glob=False).sort(order)
        if rows > at_once:
            pieces = _in_pieces(spill, order, types, at_once)
        arrow = arrow.with_metadata(metadata)
        _write(pieces, partial, table, compression="zstd", compression_level=3, metadata=metadata, arrow_schema=arrow)
        digest, size = _settle(partial, path)
    finally:
        spill.unlink(missing_ok=True)
        partial.unlink(missing_ok=True)
    return TableFile(table, path, digest, size, rows, tuple(types))


def file_metadata(
    table: str, agreement: str, agreement_sha256: str, title_de: str = "", title_en: str = ""
) -> dict[str, str]:
    """The file's own metadata, by key in a fixed order; an empty title is left out."""
    values = (agreement, agreement_sha256, table, title_de, title_en)
    return {f"stadtland:{key}": value for key, value in zip(FILE_KEYS, values, strict=True) if value}


def _types(frame: pl.LazyFrame, schema: type[pa.DataFrameModel], table: str) -> dict[str, pl.DataType]:
    try:
        given = frame.collect_schema()
    except pl.exceptions.PolarsError as error:
        raise StadtlandError("table-not-written", table=table, reason=type(error).__name__) from None
    types = plain_types(schema, given.names(), table=table)
    for name, wanted in types.items():
        if not _is_safe(given[name], wanted):
            raise StadtlandError(
                "table-type-refused", table=table, column=name, type=f"{given[name].base_type()} → {wanted}"
            )
    return types


def _is_safe(given: pl.DataType, wanted: pl.DataType) -> bool:
    # Conversions that keep every value, or fail loudly on the first that does not fit.
    if given == wanted or given == pl.Null:
        return True
    if given.is_integer():
        return wanted.is_integer() or wanted == pl.Float64
    if given in (pl.Categorical, pl.Enum):
        return wanted == pl.String
    return (given == pl.Float32 and wanted == pl.Float64) or (given.is_decimal() and wanted.is_decimal())


def _plain(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name).cast(dtype, strict=True)
    if dtype.is_float():
        column = column.fill_nan(None)
        column = pl.when(column == 0.0).then(pl.lit(0.0, dtype=dtype)).otherwise(column).alias(name)
    return column


def _order(schema: type[pa.DataFrameModel], columns: list[str]) -> list[str]:
    key = [name for name in schema.to_schema().unique or () if name in columns]
    return key + [name for name in columns if name not in key]


def _write(frame: pl.LazyFrame, path: Path, table: str, **options: Any) -> None:
    try:
        frame.sink_parquet(path, row_group_size=ROW_GROUP_ROWS, maintain_order=True, **options)
    except pl.exceptions.PolarsError as error:
        # Its text quotes values of the frame.
        raise StadtlandError("table-not-written", table=table, reason=type(error).__name__) from None


def _refuse_infinite(path: Path, types: dict[str, pl.DataType], table: str) -> int:
    counts = (
        pl.scan_parquet(path, glob=False)
        .select(pl.len().alias("rows"), *(pl.col(c).is_infinite().sum() for c, t in types.items() if t.is_float()))
        .collect(engine="streaming")
        .row(0, named=True)
    )
    rows: int = counts.pop("rows")
    wrong = {column: count for column, count in counts.items() if count}
    if wrong:
        raise StadtlandError("table-has-infinite", table=table, columns=", ".join(wrong), count=sum(wrong.values()))
    return rows


def _in_pieces(path: Path, order: Sequence[str], types: dict[str, pl.DataType], rows_at_once: int) -> pl.LazyFrame:
    from polars.io.plugins import register_io_source

    def pieces(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
    ) -> Any:
        del with_columns, predicate, n_rows, batch_size  # the sink asks for everything
        return sorted_rows(path, order, rows_at_once=rows_at_once)

    return register_io_source(pieces, schema=pl.Schema(types), is_pure=True).select(list(types))


def _settle(partial: Path, path: Path) -> tuple[str, int]:
    with partial.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
        os.fsync(written.fileno())
        size = os.fstat(written.fileno()).st_size
    partial.replace(path)
    return digest, size
