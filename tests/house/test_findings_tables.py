"""Every table of findings has one shape, and every finding that shows a difference says how large one may be."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from schemas.finding_columns import FINDING_COLUMNS, VERDICTS
from schemas.registry import known_stems, schema
from schemas.shapes.findings_table import FindingsTable

ROOMS = Path("transforms/results")
FINDINGS = [stem for stem in known_stems("released") if issubclass(schema("released", stem), FindingsTable)]


def test_the_columns_are_written_twice_and_the_same() -> None:
    """Once for those who compute and show (without pandera), once as the schema that the last gate holds."""
    annotated = {name: kind.__name__ for name, kind in FINDING_COLUMNS.items()}
    assert {name: str(kind) for name, kind in FindingsTable.__annotations__.items()} == annotated
    assert list(FindingsTable.to_schema().columns) == list(FINDING_COLUMNS)
    (allowed,) = (check for check in FindingsTable.to_schema().columns["verdict"].checks)
    assert set(allowed.statistics["allowed_values"]) == set(VERDICTS)


def test_what_is_named_for_its_findings_has_their_shape() -> None:
    named = {stem for stem in known_stems("released") if stem.endswith(("_findings", "_audit"))}
    assert named <= set(FINDINGS)
    assert {"bisko_conformity", "localzero_identities"} <= set(FINDINGS)


@pytest.mark.parametrize("stem", known_stems("released"))
def test_no_table_writes_the_columns_of_a_finding_itself(stem: str) -> None:
    model = schema("released", stem)
    columns = set(model.to_schema().columns)
    if {"check", "verdict"} <= columns:
        assert issubclass(model, FindingsTable)
        own = set(model.__annotations__) & set(FINDING_COLUMNS)
        assert not own, f"{stem} writes again what every table of findings has: {sorted(own)}"


def test_whoever_compares_two_figures_states_the_tolerance() -> None:
    silent = []
    for path in sorted(ROOMS.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("line", "_found"):
                named = {word.arg for word in call.keywords}
                if {"printed", "recomputed"} <= named and "tolerance" not in named:
                    silent.append(f"{path}:{call.lineno}")
    assert not silent
