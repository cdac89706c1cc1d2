"""`Extract`: the agreed fields of one source on their way into a snapshot. What each way of reading returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from sources.fingerprint import FileDigest


@dataclass(frozen=True)
class Origin:
    """Where the rows of one extract came from.

    `rows` were counted by the way of reading itself, independently of what was written. `may_be_double_encoded` is
    False only where a look at every byte has ruled it out. A database has no `files`.
    """

    files: tuple[FileDigest, ...]
    rows: int
    columns_dropped: tuple[str, ...]
    may_be_double_encoded: bool = True


@dataclass(frozen=True)
class Extract:
    """A frame of the agreed fields, to be read once from beginning to end, and then its origin.

    `origin` is asked after the frame has been consumed: hashes, counts and dropped columns are complete only then.
    """

    frame: pl.LazyFrame
    is_text: bool
    origin: Callable[[], Origin]
