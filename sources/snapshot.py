"""`Snapshot`: one immutable, content-addressed copy of the agreed fields of one dataset."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Snapshot:
    """One dataset as it stood when it was read: only the agreed fields, all rows, nothing parsed that was text.

    `path` is `<intake>/<sha256>.parquet`, read-only; its columns are the agreed field names in agreement order.
    `source_sha256` is what `sha256sum` prints for the source file; of several files it is the SHA-256 of what
    `sha256sum` prints for all of them, in name order, from inside the folder where the glob begins; of a database
    it is the SHA-256 of the extracted rows, that is of the snapshot itself.
    `columns_dropped` are the provider's headers that are there but not agreed: by name, their values never entered.
    `is_text` says that every column is a String exactly as received (CSV, Excel, JSON), for the check to parse.
    `was_unchanged` says that this very source had been read before under the same terms. A file is then not read
    again; a database has to be asked anyway, and gave the same rows.
    """

    dataset: str
    path: Path
    sha256: str
    source_sha256: str
    source_size_bytes: int
    rows: int
    columns_dropped: tuple[str, ...]
    is_text: bool
    was_unchanged: bool
