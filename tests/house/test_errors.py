"""Every error that is raised stands in the catalogue, and its facts fill both texts."""

from __future__ import annotations

import ast
import pickle
import string
from pathlib import Path

import pytest

from schemas.errors import ErrorText, StadtlandError, catalogue

HOUSE = Path(__file__).resolve().parents[2]
ROOMS = ("config", "delivery", "flows", "schemas", "sources", "transforms")


def _raised() -> list[tuple[str, str, frozenset[str] | None]]:
    """(where, code, names of the facts; None where they are passed as **facts) of every `StadtlandError("code", …)`."""
    found = []
    for room in ROOMS:
        for file in sorted((HOUSE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "StadtlandError" and node.args):
                    continue
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    facts = [keyword.arg for keyword in node.keywords]
                    where = f"{file.relative_to(HOUSE)}:{node.lineno}"
                    found.append((where, code.value, None if None in facts else frozenset(map(str, facts))))
    return found


@pytest.mark.parametrize(("where", "code", "facts"), _raised(), ids=lambda value: str(value))
def test_a_raised_error_is_in_the_catalogue_and_fills_its_texts(
    where: str, code: str, facts: frozenset[str] | None
) -> None:
    assert code in catalogue(), f"{where} raises {code}, which no schemas/errors/*.yaml explains"
    if facts is not None:
        assert _needed(catalogue()[code]) <= facts, f"{where}: the texts of {code} need more than {sorted(facts)}"


@pytest.mark.parametrize("text", catalogue().values(), ids=lambda text: text.code)
def test_an_entry_says_the_same_in_both_languages(text: ErrorText) -> None:
    assert _alike(text.de, "_de") == _alike(text.en, "_en")
    assert _alike(text.next_de, "_de") == _alike(text.next_en, "_en")
    assert 1 <= text.exit <= 10
    assert text.why.strip()


def test_every_entry_is_raised_somewhere() -> None:
    said = "\n".join(file.read_text(encoding="utf-8") for room in ROOMS for file in (HOUSE / room).rglob("*.py"))
    unused = [code for code in catalogue() if f'"{code}"' not in said]
    assert not unused, f"explained but never raised: {unused}"


def test_an_error_survives_the_way_between_processes() -> None:
    error = StadtlandError("agreement-not-found", agreement="atlantis", available="demo")
    again = pickle.loads(pickle.dumps(error))
    assert (again.code, again.facts, str(again)) == (error.code, error.facts, str(error))


def _needed(text: ErrorText) -> set[str]:
    return _names(text.de) | _names(text.en) | _names(text.next_de) | _names(text.next_en)


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def _alike(template: str, language: str) -> set[str]:
    """A fact that is itself words comes in two languages: `allowed_de` and `allowed_en` are one fact."""
    return {name.removesuffix(language) for name in _names(template)}
