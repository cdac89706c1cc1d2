"""The pages of docs/methods: links arrive, and every example that is shown gives the answer that is shown."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app

PAGES = Path(__file__).parents[2] / "docs" / "methods"
SHOWN = re.compile(r"```yaml\n(quasi_identifiers.*?)```.*?```text\n(.*?)\n```", re.DOTALL)


def pages() -> list[Path]:
    return sorted(PAGES.glob("*.md"))


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_links_arrive(page: Path) -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in linked if not (page.parent / link).exists()] == []


def test_every_method_is_in_the_index() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in pages() if page.name != "README.md" and f"({page.name})" not in index] == []


@pytest.mark.parametrize(
    "page", [page for page in pages() if SHOWN.search(page.read_text(encoding="utf-8"))], ids=lambda page: page.stem
)
def test_shown_answer_is_the_answer(page: Path, tmp_path: Path) -> None:
    """`postcode 1, built_year 3, heating 1; 6 of 240 rows suppressed; loss 0.328986`"""
    found = SHOWN.search(page.read_text(encoding="utf-8"))
    assert found is not None
    for file in (PAGES / "example").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "rules.yaml").write_text(found[1], encoding="utf-8")
    table, rules, out = (str(tmp_path / name) for name in ("households.csv", "rules.yaml", "out.parquet"))
    done = CliRunner().invoke(app, ["protect", table, "--rules", rules, "--out", out, "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    levels = ", ".join(f"{name} {level}" for name, level in told["levels"].items())
    answer = f"{levels}; {told['suppressed']} of {told['rows']} rows suppressed; loss {told['loss']:.6g}"
    assert answer == found[2]
