"""`read`: one dataset comes in, as a snapshot of its agreed fields. Nothing else of it is kept."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from schemas.agreement import CsvSource, Dataset, ExcelSource, JsonSource, ParquetSource, PostgresqlSource
from schemas.errors import StadtlandError
from schemas.period import Period
from sources.double_encoding import count_double_encoded
from sources.extract import Extract, Origin
from sources.fingerprint import digest, fingerprint
from sources.intake import Intake, Reading, file_sha256
from sources.locate import SourceFile, locate
from sources.snapshot import Snapshot
from sources.terms import terms_sha256

ROW_GROUP_ROWS = 262_144
"""Fixed, so that the same rows give the same bytes however they came in."""


def read(
    dataset: Dataset,
    *,
    name: str,
    base: Path,
    intake: Path,
    period: Period | None = None,
    progress: Callable[[int], None] | None = None,
) -> Snapshot:
    """The snapshot of one dataset, all periods of it: `period` selects nothing here.

    `base` is the folder that relative paths of the agreement start from. `progress` is told the number of rows read
    since it was told last. A file source whose bytes were read before under the same terms is hashed, not read.

    Raises a StadtlandError of the room `sources`; `source-unreachable` and `source-unreadable` may pass with time and
    are the caller's to retry.
    """
    del period
    files = _files(dataset, name=name, base=base)
    terms = terms_sha256(dataset, name=name)
    shelf = Intake(intake)
    with shelf.reading(terms) as temporary:
        if files and sum(file.size_bytes for file in files) in shelf.sizes(terms):
            known = shelf.find(terms, fingerprint(digest(file, dataset=name) for file in files))
            if known is not None:
                return _snapshot(known, shelf, was_unchanged=True)
        stamps = [file.stamp() for file in files]
        extract = _extract(dataset, files, name=name, progress=progress or _untold)
        _write(extract, temporary, name, _written(dataset))
        origin = extract.origin()
        if stamps != [file.stamp() for file in files]:
            raise StadtlandError("source-changed", dataset=name, path=_written(dataset))
        _refuse_doubtful(temporary, origin, dataset, name)
        reading = _reading(dataset, name, temporary, extract, origin)
        was_there = not files and shelf.find(terms, reading["source_sha256"]) is not None
        shelf.keep(temporary, terms, reading)
        return _snapshot(reading, shelf, was_unchanged=was_there)


def _files(dataset: Dataset, *, name: str, base: Path) -> tuple[SourceFile, ...]:
    if isinstance(dataset.source, PostgresqlSource):
        return ()
    return locate(dataset.source.path, base=base, dataset=name)


def _extract(dataset: Dataset, files: tuple[SourceFile, ...], *, name: str, progress: Callable[[int], None]) -> Extract:
    # Each way of reading is imported when it is needed: a CSV run loads no Excel and no database driver.
    wanted = {field: rule.column or field for field, rule in dataset.fields.items()}
    source = dataset.source
    if isinstance(source, CsvSource):
        from sources.delimited import extract_delimited

        return extract_delimited(source, wanted, files, dataset=name, progress=progress)
    if isinstance(source, ParquetSource):
        from sources.columnar import extract_columnar

        return extract_columnar(wanted, files, dataset=name, progress=progress)
    if isinstance(source, ExcelSource):
        from sources.workbook import extract_workbook

        return extract_workbook(source, wanted, files, dataset=name, progress=progress)
    if isinstance(source, JsonSource):
        from sources.records import extract_records

        return extract_records(source, wanted, files, dataset=name, progress=progress)
    from sources.database import extract_database

    return extract_database(source, wanted, dataset=name, progress=progress)


def _write(extract: Extract, path: Path, name: str, written: str) -> None:
    try:
        # zstd at level 1 costs what lz4 costs (2.0 s and 2.2 s for 10 million rows) and takes half the room.
        # Nobody looks for single rows in a snapshot, so nobody needs the extremes of its row groups.
        extract.frame.sink_parquet(
            path, compression="zstd", compression_level=1, row_group_size=ROW_GROUP_ROWS, statistics=False
        )
    except OSError as error:
        raise StadtlandError("intake-unwritable", dataset=name, reason=_reason(error)) from None
    except pl.exceptions.PolarsError:  # its message may hold values
        raise StadtlandError("source-damaged", dataset=name, file=written) from None


def _refuse_doubtful(path: Path, origin: Origin, dataset: Dataset, name: str) -> None:
    rows = pl.scan_parquet(path).select(pl.len()).collect().item()
    if rows != origin.rows:
        raise StadtlandError("rows-lost", dataset=name, counted=origin.rows, written=rows)
    if not rows:
        raise StadtlandError("source-empty", dataset=name, file=_written(dataset))
    broken = count_double_encoded(path) if origin.may_be_double_encoded else {}
    if broken:
        raise StadtlandError(
            "source-double-encoded",
            dataset=name,
            file=_written(dataset),
            cells=sum(broken.values()),
            columns=", ".join(broken),
        )


def _reading(dataset: Dataset, name: str, path: Path, extract: Extract, origin: Origin) -> Reading:
    sha256 = file_sha256(path)
    return {
        "dataset": name,
        "sha256": sha256,
        "rows": origin.rows,
        "columns": list(dataset.fields),
        "columns_dropped": list(origin.columns_dropped),
        "is_text": extract.is_text,
        "source": json.loads(dataset.source.model_dump_json()),
        "source_sha256": fingerprint(origin.files) if origin.files else sha256,
        "source_size_bytes": sum(one.size_bytes for one in origin.files) or path.stat().st_size,
        "files": [{"name": one.name, "size_bytes": one.size_bytes, "sha256": one.sha256} for one in origin.files],
        "read_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _snapshot(reading: Reading, shelf: Intake, *, was_unchanged: bool) -> Snapshot:
    return Snapshot(
        dataset=reading["dataset"],
        path=shelf.path(reading["sha256"]),
        sha256=reading["sha256"],
        source_sha256=reading["source_sha256"],
        source_size_bytes=reading["source_size_bytes"],
        rows=reading["rows"],
        columns_dropped=tuple(reading["columns_dropped"]),
        is_text=reading["is_text"],
        was_unchanged=was_unchanged,
    )


def _written(dataset: Dataset) -> str:
    source: Any = dataset.source
    return str(getattr(source, "path", None) or getattr(source, "table", None) or "query")


def _reason(error: OSError) -> str:
    return os.strerror(error.errno).lower() if error.errno else type(error).__name__


def _untold(_: int) -> None:
    """Nobody asked for progress."""
