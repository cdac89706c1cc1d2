"""Laws of reading: what goes in as rows comes out as the same rows, whatever the cells hold and wherever blocks end."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.agreement import Dataset
from schemas.errors import StadtlandError
from sources.read import read
from sources.row_blocks import RowBlocks, StrayQuoteError
from sources.row_shape import shape_of

# Marks that structure a file, letters beside them, and characters on which readers differ.
_CELL = st.text(st.sampled_from("ab;,\"'\r\n \tü€\u0080\u0085\u2028\x00\ufeff0"), max_size=6)
_TABLE = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(_CELL, min_size=width, max_size=width), min_size=1, max_size=8)
)
_CHUNKS = st.sampled_from([1, 2, 3, 5, 17, 1 << 20])


@contextmanager
def _snapshot_of(content: bytes, width: int, **source: Any) -> Iterator[pl.DataFrame]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").write_bytes(content)
        fields = {f"c{n}": {"release": "as-is"} for n in range(width)}
        dataset = Dataset.model_validate(
            {"provider": "p", "purpose": "p", "source": {"path": "in", **source}, "fields": fields}
        )
        snapshot = read(dataset, name="d", base=folder, intake=folder / "intake")
        yield pl.read_parquet(snapshot.path)


def _written(rows: list[list[str]], **how: Any) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, **how)
    writer.writerow([f"c{n}" for n in range(len(rows[0]))])
    writer.writerows(rows)
    return stream.getvalue()


@given(
    rows=_TABLE,
    delimiter=st.sampled_from([",", ";", "|"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    chunk=_CHUNKS,
)
@settings(max_examples=80, deadline=None)
def test_written_rows_are_the_rows_read(
    rows: list[list[str]], delimiter: str, line_end: str, quoting: Any, encoding: str, chunk: int
) -> None:
    if quoting == csv.QUOTE_MINIMAL:  # this writer leaves a lone CR bare, which ends a row for every reader
        rows = [[cell.replace("\r", "") for cell in row] for row in rows]
    content = _written(rows, delimiter=delimiter, lineterminator=line_end, quoting=quoting).encode(encoding)
    source = {"kind": "csv", "encoding": encoding, "delimiter": delimiter}
    with patch("sources.byte_stream.CHUNK_BYTES", chunk), _snapshot_of(content, len(rows[0]), **source) as found:
        assert [list(row) for row in found.rows()] == rows


@given(body=st.text(st.sampled_from('ab;"\r\n '), max_size=30), chunk=_CHUNKS)
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_as_python_reads_it_or_refused(body: str, chunk: int) -> None:
    """The strict reader of the standard library is the referee: same rows, or a refusal where rows have no shape."""
    content = f"c0;c1\n{body}"
    try:
        expected = [row for row in csv.reader(io.StringIO(content, newline=""), delimiter=";", strict=True) if row][1:]
        has_shape = all(len(row) == 2 for row in expected)
    except csv.Error:
        expected, has_shape = [], False
    try:
        with (
            patch("sources.byte_stream.CHUNK_BYTES", chunk),
            _snapshot_of(content.encode(), 2, kind="csv", delimiter=";") as found,
        ):
            assert [list(row) for row in found.rows()] == expected
    except StadtlandError as error:
        refusal = error.code
    else:
        refusal = None
    if has_shape and expected:
        assert refusal is None
    elif has_shape:
        assert refusal == "source-empty"
    else:
        assert refusal in ("source-rows-ragged", "source-quotes-broken")


@given(body=st.text(st.sampled_from('ab;"\r\n'), max_size=30), columns=st.integers(1, 4), chunk=_CHUNKS)
@settings(max_examples=200, deadline=None)
def test_rows_are_counted_independently(body: str, columns: int, chunk: int) -> None:
    """Counting delimiters and line ends finds as many rows, and as many of another shape, as reading does."""
    content = body.encode()
    chunks = iter([content[at : at + chunk] for at in range(0, len(content), chunk)])
    try:
        shapes = [shape_of(block.data, columns, delimiter=b";", quote=b'"') for block in RowBlocks(chunks, quote=b'"')]
    except StrayQuoteError:
        return
    text = body if "\n" in body else body.replace("\r", "\n")
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True) if row]
    assert sum(shape.rows for shape in shapes) == len(rows)
    assert sum(shape.ragged for shape in shapes) == sum(len(row) != columns for row in rows)


@given(rows=_TABLE, footer=st.lists(st.text("ab;", min_size=1, max_size=9), max_size=3), blanks=st.integers(0, 2))
@settings(max_examples=80, deadline=None)
def test_preamble_and_footer_are_exactly_the_lines_agreed(
    rows: list[list[str]], footer: list[str], blanks: int
) -> None:
    content = _written(rows, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL)
    lines = "".join(f"{line}\n" for line in footer)
    source = {"delimiter": ";", "preamble_rows": len(footer), "footer_rows": len(footer)}
    with (
        patch("sources.byte_stream.CHUNK_BYTES", 7),
        _snapshot_of((lines + content + lines + "\n" * blanks).encode(), len(rows[0]), kind="csv", **source) as found,
    ):
        assert [list(row) for row in found.rows()] == rows


_VALUE = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=2)


@given(
    records=st.lists(st.fixed_dictionaries({"c0": _VALUE, "c1": _VALUE}), min_size=1, max_size=8),
    is_lines=st.booleans(),
    indent=st.sampled_from([None, 1]),
    chunk=_CHUNKS,
)
@settings(max_examples=80, deadline=None)
def test_json_records_are_the_records_read(
    records: list[dict[str, Any]], is_lines: bool, indent: int | None, chunk: int
) -> None:
    def text(value: Any) -> str | None:
        return value if value is None or isinstance(value, str) else json.dumps(value, separators=(",", ":"))

    content = "\n".join(map(json.dumps, records)) if is_lines else json.dumps(records, indent=indent)
    with (
        patch("sources.byte_stream.CHUNK_BYTES", chunk),
        _snapshot_of(content.encode(), 2, kind="json", lines=is_lines) as found,
    ):
        assert found.rows() == [(text(record["c0"]), text(record["c1"])) for record in records]
