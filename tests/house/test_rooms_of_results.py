"""A room of `transforms/results` builds on what all share and on the greenhouse-gas core, never on another room."""

from __future__ import annotations

import ast
from pathlib import Path

RESULTS = Path("transforms/results")
SHARED = {
    "exact": "figures that are the same in any order of rows",
    "factors": "emission factors",
    "findings": "how a finding is written",
    "given": "what a result was given",
    "inventory": "rows of an inventory and their keys",
    "names": "how published tables name things",
}
CORE = "balance"
"""The greenhouse-gas core, which all five cooperations may build on."""


def _imported_rooms(path: Path) -> set[str]:
    modules = (node.module for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom))
    return {module.split(".")[2] for module in modules if module and module.startswith("transforms.results.")}


def test_no_room_imports_from_another() -> None:
    strangers = {}
    for path in sorted(RESULTS.rglob("*.py")):
        room = path.relative_to(RESULTS).parts[0]
        allowed = {room, *SHARED} | (set() if room in SHARED else {CORE})
        if wrong := _imported_rooms(path) - allowed:
            strangers[str(path)] = wrong
    assert not strangers


def test_what_is_called_shared_is_a_room_that_several_use() -> None:
    users: dict[str, set[str]] = {name: set() for name in SHARED}
    for path in RESULTS.rglob("*.py"):
        for name in _imported_rooms(path) & set(SHARED):
            users[name].add(path.relative_to(RESULTS).parts[0])
    assert all((RESULTS / name / "__init__.py").is_file() for name in SHARED)
    assert all(len(users[name] - {name}) > 1 for name in SHARED)
