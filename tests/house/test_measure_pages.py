"""The pages of docs/methods that measure: the figures that are shown are those that the command gives."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app

PAGES = Path(__file__).parents[2] / "docs" / "methods"
SHOWN = re.compile(
    r"^`stadtland (measure [^`]*)` answers, among others\n\n```text\n(.*?)\n```", re.DOTALL | re.MULTILINE
)
MEASURING = [page for page in sorted(PAGES.glob("*.md")) if SHOWN.search(page.read_text(encoding="utf-8"))]


def test_there_are_such_pages() -> None:
    assert {page.stem for page in MEASURING} >= {"risk-measures", "individual-risk", "suda2"}


@pytest.mark.parametrize("page", MEASURING, ids=lambda page: page.stem)
def test_shown_figures_are_the_figures(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PAGES / "example")
    for command, shown in SHOWN.findall(page.read_text(encoding="utf-8")):
        done = CliRunner().invoke(app, [*command.split(), "--json"])
        assert done.exit_code == 0, done.output
        told = json.loads(done.stdout)
        for line in shown.splitlines():
            name, figure = line.split(" ")
            found = told
            for key in name.split("."):
                found = found[key]
            assert f"{found:.6g}" == figure, name
