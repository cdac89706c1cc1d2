"""Published tables as their publishers wrote them, for the commands that work on such files."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import polars as pl

from sources.published.read_table import read_table


def read_published(path: Path, known: Collection[str] = ()) -> pl.LazyFrame:
    """One published table as text, nothing parsed: the frame of `read_table`, for whoever asks for nothing else."""
    return read_table(path, known).frame.lazy()
