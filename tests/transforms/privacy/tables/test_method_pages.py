"""The examples of the pages on tables, as they stand there."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from ruamel.yaml import YAML

from transforms.privacy.tables.round_table import round_table
from transforms.privacy.tables.rounding_rules import RoundingRules
from transforms.privacy.tables.suppress_table import suppress_table
from transforms.privacy.tables.table_rules import TableRules

PAGES = Path(__file__).resolve().parents[4] / "docs" / "methods"
HEATING = pl.DataFrame(
    {
        "region": [name for name in ("Lindenau", "Plagwitz", "Stötteritz", "Reudnitz") for _ in range(3)],
        "district": ["West"] * 6 + ["East"] * 6,
        "fuel": ["gas", "oil", "heat pump"] * 4,
        "buildings": [41, 2, 17, 38, 9, 12, 52, 11, 8, 47, 6, 10],
    }
)


def _block(page: str, kind: str) -> str:
    return (PAGES / page).read_text(encoding="utf-8").split(f"```{kind}\n")[1].split("```")[0]


def test_table_suppression() -> None:
    rules = TableRules.parse(YAML(typ="safe").load(_block("table-suppression.md", "yaml")), file="rules.yaml")
    found = suppress_table(HEATING, rules)
    said = [f"{one.cell[0]:<10}{one.cell[1]:<11}{one.status:<9} {one.low:2g} … {one.high:g}" for one in found.intervals]
    shown = _block("table-suppression.md", "text").strip().splitlines()
    assert sorted(line.replace(" ", "") for line in said) == sorted(line.replace(" ", "") for line in shown)
    assert (found.cells, found.suppressed, found.is_optimal) == (28, 4, True)


def test_controlled_rounding() -> None:
    rules = RoundingRules.parse(YAML(typ="safe").load(_block("controlled-rounding.md", "yaml")), file="rules.yaml")
    found = round_table(HEATING, rules)
    shown = found.frame.filter(pl.col("region") == "Lindenau").write_csv(include_header=False)
    assert shown == _block("controlled-rounding.md", "text")
    assert found.rounded["buildings"].deviation == 32
    assert not found.rounded["buildings"].beyond.any()


@pytest.mark.parametrize("page", ["table-suppression.md", "controlled-rounding.md"])
def test_a_page_is_short(page: str) -> None:
    assert len((PAGES / page).read_text(encoding="utf-8").splitlines()) <= 80
