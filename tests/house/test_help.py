"""Help texts show their examples whole: brackets in them are no markup."""

from __future__ import annotations

import inspect
import re

import pytest
import typer
from typer.testing import CliRunner

from flows.cli import app

MARKUP = re.compile(r"(?<!\\)\[[a-z#/@][^\[\]]*\]")


def commands() -> list[tuple[str, typer.models.CommandInfo]]:
    found = [(info.name or info.callback.__name__, info) for info in app.registered_commands if info.callback]
    for group in app.registered_groups:
        inner = group.typer_instance.registered_commands if group.typer_instance else []
        found += [(f"{group.name} {it.name or it.callback.__name__}", it) for it in inner if it.callback]
    return found


@pytest.mark.parametrize(("name", "info"), commands(), ids=[name for name, _ in commands()])
def test_examples_are_shown_whole(name: str, info: typer.models.CommandInfo) -> None:
    assert MARKUP.findall(inspect.getdoc(info.callback) or "") == []


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_command_helps(name: str) -> None:
    done = CliRunner().invoke(app, [*name.split(), "--help"])
    assert done.exit_code == 0
    assert "Usage" in done.output
