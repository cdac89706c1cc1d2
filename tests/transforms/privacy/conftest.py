"""The published Adult records and their hierarchies, read once per session."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from transforms.privacy.hierarchies.hierarchy import Hierarchy


@dataclass(frozen=True)
class Adult:
    """30,162 census records, nine quasi-identifiers and a hierarchy for each."""

    frame: pl.LazyFrame
    hierarchies: dict[str, Hierarchy]
    subset: pl.LazyFrame
    """3,016 of the records."""


@pytest.fixture(scope="session")
def anonymisation(shared_data: Path) -> Path:
    """The folder of published anonymisation cases."""
    return shared_data / "anonymisation"


@pytest.fixture(scope="session")
def adult(anonymisation: Path) -> Adult:
    """Adult as ARX distributes it."""
    folder = anonymisation / "adult"
    frame = pl.read_csv(folder / "adult.csv", separator=";", infer_schema=False)
    tables = {
        name: pl.read_csv(folder / f"adult_hierarchy_{name}.csv", separator=";", has_header=False, infer_schema=False)
        for name in frame.columns
    }
    subset = pl.read_csv(folder / "adult_subset.csv", separator=";", infer_schema=False)
    hierarchies = {name: Hierarchy.from_table(table, name=name) for name, table in tables.items()}
    return Adult(frame.lazy(), hierarchies, subset.lazy())


@pytest.fixture(scope="session")
def cases(anonymisation: Path) -> dict[str, Any]:
    """The case files by stem."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in anonymisation.glob("*_cases.json")}
