"""What one Parquet file holds beyond what it is allowed to: read back by another library than the one that wrote it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl

from delivery.gate_footer import Problem, problems_of_footer
from delivery.gate_values import problems_of_values
from delivery.released_schema import released_schema
from delivery.table import ROW_GROUP_ROWS, file_metadata, write_table

if TYPE_CHECKING:
    import pandera.polars as pa

CHECKS = {
    "columns": (
        "Nur erlaubte Spalten, auch verschachtelte, in den erlaubten Typen.",
        "Only allowed columns, nested ones included, of the allowed types.",
    ),
    "metadata": (
        "Nur erlaubte Schlüssel und Angaben an Datei und Feldern.",
        "Only allowed keys and entries at the file and its fields.",
    ),
    "rows": ("So viele Zeilen wie berechnet.", "As many rows as were computed."),
    "dictionaries": (
        "Wörterbücher enthalten nur Werte, die eine Zeile hat.",
        "Dictionaries hold only values that a row has.",
    ),
    "statistics": (
        "Statistiken nennen nur die Werte der Zeilen selbst.",
        "Statistics tell only the values of the rows themselves.",
    ),
    "forbidden": (
        "Kein Wert eines nie freigegebenen Feldes.",
        "No value of a field that is never released.",
    ),
    "bytes": (
        "Jede Datei ist Byte für Byte das, was ihre sichtbaren Zeilen ergeben.",
        "Each file is byte for byte what its visible rows make.",
    ),
}
"""The checks in order, each with what it assures."""


def problems_of_table(
    path: Path,
    schema: type[pa.DataFrameModel],
    *,
    table: str,
    columns: tuple[str, ...],
    rows: int,
    agreement: str,
    agreement_sha256: str,
    title_de: str,
    title_en: str,
    forbidden: Mapping[str, pl.Series],
    units: dict[str, int],
) -> list[Problem]:
    """Everything about one file that is not allowed; `units` is told per check how many things were looked at."""
    import pyarrow
    import pyarrow.parquet

    expected = released_schema(schema, columns, table=table)
    metadata = file_metadata(table, agreement, agreement_sha256, title_de, title_en)
    texts = [field.name for field in expected if pyarrow.types.is_large_string(field.type)]
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            problems = [*problems_of_footer(file, expected, metadata, rows, ROW_GROUP_ROWS)]
            chunks = file.num_row_groups * file.metadata.num_columns
        if not problems:
            with pyarrow.parquet.ParquetFile(path, read_dictionary=texts) as file:
                problems = [*problems_of_values(file, forbidden)]
    except (pyarrow.ArrowException, OSError, ValueError):
        # The library's text may quote what the file holds.
        return [Problem("keine lesbare Parquet-Datei.", "not a readable Parquet file.")]
    if not problems:
        problems = [*_rewritten(path, schema, table, agreement, agreement_sha256, title_de, title_en)]
    units["columns"] += len(expected.names)
    units["metadata"] += len(metadata) + sum(len(field.metadata) for field in expected)
    units["rows"] += rows
    units["dictionaries"] += chunks
    units["statistics"] += chunks
    units["forbidden"] += len(texts) * len(forbidden)
    units["bytes"] += path.stat().st_size
    return problems


def _rewritten(
    path: Path,
    schema: type[pa.DataFrameModel],
    table: str,
    agreement: str,
    agreement_sha256: str,
    title_de: str,
    title_en: str,
) -> Iterator[Problem]:
    # Writing is deterministic, so bytes that the visible rows do not make are bytes that nobody accounts for: slack
    # between pages, a page index of other rows, an order of rows that tells who came first.
    with TemporaryDirectory(prefix="stadtland-gate-") as scratch:
        again = write_table(
            pl.scan_parquet(path, glob=False),
            Path(scratch) / path.name,
            schema,
            table=table,
            agreement=agreement,
            agreement_sha256=agreement_sha256,
            title_de=title_de,
            title_en=title_en,
        )
    with path.open("rb") as opened:
        found = hashlib.file_digest(opened, "sha256").hexdigest()
    if found != again.sha256:
        yield Problem(
            "enthält Bytes, die ihre sichtbaren Zeilen nicht ergeben.",
            "holds bytes that its visible rows do not make.",
        )
