"""`stadtland verify`: a verdict for people in two languages, for programs as JSON, and for scripts as an exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from flows import console
from flows.commands.verify import verify
from tests.delivery.sample_package import build

app = typer.Typer()
app.command()(verify)
runner = CliRunner()


@pytest.mark.parametrize(("language", "word"), [("de", "Gültig"), ("en", "Valid")])
def test_a_valid_package_ends_with_zero(
    tmp_path: Path, language: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "_chosen", language)
    package = build(tmp_path)
    answer = runner.invoke(app, [str(package.path), "--expect", package.tagmanifest_sha256.upper()])
    assert answer.exit_code == 0, answer.output
    assert word in answer.output
    assert package.tagmanifest_sha256 in answer.output


def test_an_invalid_one_ends_with_ten_and_names_every_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "_chosen", "de")
    package = build(tmp_path)
    (package.path / "fetch.txt").write_text("https://example.org/x 1 data/x\n")
    answer = runner.invoke(app, [str(package.path)])
    assert answer.exit_code == 10
    assert "fetch-txt" in answer.output
    assert "UNGÜLTIG" in answer.output
    answer = runner.invoke(app, [str(package.path), "--json"])
    assert answer.exit_code == 10
    said = json.loads(answer.stdout)
    assert said["is_valid"] is False
    assert {item["code"] for item in said["findings"]} == {"fetch-txt", "file-extra"}
    assert all(item["de"] and item["en"] for item in said["findings"])


def test_the_help_shows_examples() -> None:
    answer = runner.invoke(app, ["--help"])
    assert answer.exit_code == 0
    assert "Examples" in answer.output
    assert "s3://" in answer.output
