"""`stadtland budget` on a ledger."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import typer
from typer.testing import CliRunner

from flows.commands.budget import budget
from flows.ledger_file import LedgerFile
from tests.flows.kill_ledger import COST, asked, drawn
from transforms.privacy.differential.ledger import Budget

app = typer.Typer()
app.command()(budget)


def test_what_was_spent_and_what_is_left(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    for name in "ab":
        LedgerFile(path).answer(asked(name), COST, Budget(Decimal(2)), lambda: drawn(7))
    done = CliRunner().invoke(app, [str(path), "--epsilon", "2", "--json"])
    told = json.loads(done.stdout)
    assert told["populations"] == [
        {
            "population": "demo",
            "answers": 2,
            "epsilon_spent": "1.0",
            "delta_spent": "0",
            "epsilon_left": "1.0",
            "delta_left": "0",
        }
    ]
    assert [(it["question"], it["cells"][0]["value"]) for it in told["answers"]] == [("a", "7"), ("b", "7")]
    shown = CliRunner().invoke(app, [str(path)])
    assert shown.exit_code == 0
    assert "demo" in shown.stdout


def test_an_absent_ledger_has_spent_nothing(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, [str(tmp_path / "none"), "--agreement", "demo", "--epsilon", "1", "--json"])
    assert json.loads(done.stdout)["populations"][0]["epsilon_left"] == "1"
    assert not (tmp_path / "none").exists()
    assert CliRunner().invoke(app, [str(tmp_path / "none"), "--epsilon", "much"]).exit_code == 2
