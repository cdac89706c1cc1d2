"""One short way to read a source in a test: agreed headers in, snapshot out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from schemas.agreement import Dataset
from sources.read import read
from sources.snapshot import Snapshot

Read = Callable[..., Snapshot]


def dataset(source: dict[str, Any], fields: list[str] | dict[str, str]) -> Dataset:
    """A dataset with these fields; a dict gives the provider's header of each."""
    columns = fields if isinstance(fields, dict) else {name: name for name in fields}
    return Dataset.model_validate(
        {
            "provider": "city",
            "purpose": "test",
            "source": source,
            "fields": {name: {"release": "as-is", "column": column} for name, column in columns.items()},
        }
    )


@pytest.fixture
def read_source(tmp_path: Path) -> Read:
    """read_source(fields, kind=…, path=…, base=…): through the one door, into an intake of its own."""

    def read_it(
        fields: list[str] | dict[str, str], *, base: Path = tmp_path, name: str = "meters", **source: Any
    ) -> Snapshot:
        return read(dataset(source, fields), name=name, base=base, intake=tmp_path / "intake")

    return read_it


@pytest.fixture
def read_csv(tmp_path: Path, read_source: Read) -> Callable[..., list[tuple[str, ...]]]:
    """read_csv(bytes, fields, **source): the rows of one delimited file."""

    def read_it(content: bytes, fields: list[str], **source: Any) -> list[tuple[str, ...]]:
        (tmp_path / "in.csv").write_bytes(content)
        return pl.read_parquet(read_source(fields, kind="csv", path="in.csv", **source).path).rows()

    return read_it
