"""What the pages on local recoding and Mondrian show is what comes out."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.local.local_recoding import local_recoding
from transforms.privacy.local.mondrian import mondrian

METHODS = Path(__file__).resolve().parents[3] / "docs" / "methods"


@pytest.fixture
def households() -> pl.DataFrame:
    """The generated households of the pages; a postcode is text."""
    return pl.read_csv(METHODS / "example" / "households.csv", schema_overrides={"postcode": pl.String})


@pytest.mark.parametrize("strict", [True, False])
def test_the_households_are_recoded_as_the_page_says(households: pl.DataFrame, strict: bool) -> None:
    heating = pl.read_csv(METHODS / "example" / "heating.csv", has_header=False)
    hierarchies = {
        "postcode": Hierarchy.digits(households["postcode"], [4, 3, 2]),
        "built_year": Hierarchy.intervals(households["built_year"], [10, 20, 60]),
        "heating": Hierarchy.from_table(heating),
    }
    found = local_recoding(households.lazy(), hierarchies, k=5, strict=strict)
    levels = found.levels["postcode"]
    row = f"| `{found.search}` | {found.classes} | {min(levels)}-{max(levels)} | {found.loss:.6f} |"
    assert row in (METHODS / "local-recoding.md").read_text(encoding="utf-8")


def test_the_years_are_cut_as_the_page_says(households: pl.DataFrame) -> None:
    page = (METHODS / "mondrian.md").read_text(encoding="utf-8")
    found = mondrian(households.lazy(), ["built_year"], k=20)
    classes = found.frame.group_by("built_year").len().sort("built_year").collect()
    assert "\n".join(f"| {years} | {rows} |" for years, rows in classes.rows()) in page
    assert f"in {found.classes} classes, the smallest of {found.smallest}; `found.loss` is {found.loss:.4f}" in page
