"""The example of docs/methods/cell-key.md gives the table that is shown."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
from typer.testing import CliRunner

from tests.transforms.privacy.cell_key.test_tables_perturb import app

PAGES = Path(__file__).parents[4] / "docs" / "methods"


def test_shown_table_is_the_table(tmp_path, monkeypatch):
    page = (PAGES / "cell-key.md").read_text(encoding="utf-8")
    secret, rules, table = re.search(
        r'CELL_KEY_SECRET="(.*?)".*?```yaml\n(.*?)```.*?```text\n(.*?)```', page, re.DOTALL
    ).groups()
    monkeypatch.setenv("CELL_KEY_SECRET", secret)
    (tmp_path / "rules.yaml").write_text(rules, encoding="utf-8")
    residents, out = str(PAGES / "example" / "residents.csv"), tmp_path / "table.csv"
    done = CliRunner().invoke(app, [residents, "--rules", str(tmp_path / "rules.yaml"), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert pl.read_csv(out).drop("pwc").write_csv() == table
