"""What the footer of one Parquet file says: names, types, keys, rows. Everything not expected is a problem."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from delivery.safe_path import shown

ARROW_SCHEMA = b"ARROW:schema"
ROOT_NAMES = ("root", "schema")
_CREATED_BY = re.compile(r"Polars \(python\) version \d+\.\d+\.\d+ \(build [0-9a-f]{40}\)")
_FIELD_ID = b"PARQUET:field_id"


@dataclass(frozen=True)
class Problem:
    """One thing that is not allowed, as a sentence in German and English that names columns and keys only."""

    de: str
    en: str


def problems_of_footer(
    file: Any, expected: Any, metadata: Mapping[str, str], rows: int, row_group_rows: int
) -> Iterator[Problem]:
    """Compare the footer of an open `pyarrow.parquet.ParquetFile` with the Arrow schema and metadata expected."""
    yield from _columns(file, expected)
    yield from _metadata(file, expected, metadata)
    yield from _rows(file, rows, row_group_rows)


def _columns(file: Any, expected: Any) -> Iterator[Problem]:
    names = file.schema_arrow.names
    # The leaves too: a nested column shows its parts only there.
    leaves = [file.metadata.schema.column(place).path for place in range(file.metadata.num_columns)]
    for name in [*dict.fromkeys([*names, *leaves])]:
        if name not in expected.names:
            yield Problem(f"Spalte {shown(name)} ist nicht erlaubt.", f"column {shown(name)} is not allowed.")
    for name in expected.names:
        if name not in names:
            yield Problem(f"Spalte {name} fehlt.", f"column {name} is missing.")
    for field in file.schema_arrow:
        if field.name in expected.names and field.type != expected.field(field.name).type:
            wanted = expected.field(field.name).type
            yield Problem(
                f"Spalte {field.name} hat den Typ {field.type}, erlaubt ist {wanted}.",
                f"column {field.name} is of type {field.type}, allowed is {wanted}.",
            )
    if len(set(names)) != len(names) or (set(names) == set(expected.names) and names != expected.names):
        yield Problem("Spalten sind doppelt oder in falscher Folge.", "columns are doubled or in the wrong order.")


def _metadata(file: Any, expected: Any, metadata: Mapping[str, str]) -> Iterator[Problem]:
    import pyarrow

    wanted = {key.encode(): value.encode() for key, value in metadata.items()}
    given = dict(file.metadata.metadata or {})
    arrow = given.pop(ARROW_SCHEMA, None)
    yield from _keys("der Datei", "of the file", given, wanted)
    if arrow is None:
        yield Problem("Das Arrow-Schema fehlt.", "the Arrow schema is missing.")
        return
    try:
        embedded = pyarrow.ipc.read_schema(pyarrow.py_buffer(base64.b64decode(arrow, validate=True)))
    except (ValueError, OSError, pyarrow.ArrowException):
        yield Problem("Das Arrow-Schema ist unlesbar.", "the Arrow schema is unreadable.")
        return
    # Twice: as a reader sees it, and as it is embedded, where a field may hide that no column has.
    yield from _keys("des Arrow-Schemas", "of the Arrow schema", embedded.metadata or {}, wanted)
    if embedded.names != expected.names or embedded.types != expected.types:
        yield Problem("Das Arrow-Schema nennt andere Spalten.", "the Arrow schema names other columns.")
    for schema in (embedded, file.schema_arrow):
        for field in schema:
            if field.name in expected.names:
                known = {key: value for key, value in (field.metadata or {}).items() if key != _FIELD_ID}
                allowed = expected.field(field.name).metadata
                yield from _keys(f"der Spalte {field.name}", f"of column {field.name}", known, allowed)
    root = re.match(r"required group field_id=-1 (.*) \{", str(file.schema).partition("\n")[2])
    if root is None or root[1] not in ROOT_NAMES:
        yield Problem("Die Wurzel des Schemas trägt einen Namen.", "the root of the schema bears a name.")
    if not _CREATED_BY.fullmatch(file.metadata.created_by or ""):
        yield Problem("Nicht vom Haus geschrieben (created_by).", "not written by the house (created_by).")


def _keys(
    where_de: str, where_en: str, given: Mapping[bytes, bytes], wanted: Mapping[bytes, bytes]
) -> Iterator[Problem]:
    for key in sorted(given.keys() | wanted.keys()):
        name = shown(key.decode("utf-8", "replace"))
        if key not in wanted:
            yield Problem(f"Schlüssel {name} {where_de} ist nicht erlaubt.", f"key {name} {where_en} is not allowed.")
        elif key not in given:
            yield Problem(f"Schlüssel {name} {where_de} fehlt.", f"key {name} {where_en} is missing.")
        elif given[key] != wanted[key]:
            yield Problem(
                f"Schlüssel {name} {where_de} sagt etwas anderes als vereinbart.",
                f"key {name} {where_en} says other than agreed.",
            )


def _rows(file: Any, rows: int, row_group_rows: int) -> Iterator[Problem]:
    found = file.metadata.num_rows
    if found != rows:
        yield Problem(f"{found} Zeilen statt {rows}.", f"{found} rows instead of {rows}.")
    sizes = [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
    if any(size != row_group_rows for size in sizes[:-1]) or any(size > row_group_rows for size in sizes[-1:]):
        yield Problem("Die Zeilengruppen sind ungleich groß.", "the row groups differ in size.")
