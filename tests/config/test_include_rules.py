"""Rules of the command line inside an agreement: pinned, written out, refused where the two contradict each other."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from config.include_rules import include_rules

RULES = """
quasi_identifiers:
  postcode: {hierarchy: {digits: [4, 3]}}
  built_year: {hierarchy: built_year.csv}
sensitive: heating
models: [{model: k-anonymity, k: 7}, {model: distinct-l-diversity, l: 2}, {model: t-closeness-equal, t: 0.3}]
search: local-strict
"""


def agreement(text: str = RULES, **protection: Any) -> dict[str, Any]:
    named = {"file": "units.yaml", "sha256": hashlib.sha256(text.encode()).hexdigest()}
    fields = {
        "postcode": {"release": "generalise"},
        "built_year": {"release": "generalise"},
        "heating": {"release": "as-is"},
        "name": {"release": "never"},
    }
    return {"datasets": {"units": {"fields": fields, "protection": {"rules": named, "reason": "r", **protection}}}}


def included(folder: Path, written: dict[str, Any], text: str = RULES) -> tuple[dict[str, Any], list[str]]:
    (folder / "units.yaml").write_text(text, encoding="utf-8")
    found, _, faults = include_rules(written, folder)
    return found["datasets"]["units"], [words for _, words in faults]


def test_rules_are_written_out_where_the_agreement_has_them(tmp_path: Path) -> None:
    dataset, faults = included(tmp_path, agreement())
    assert faults == []
    assert dataset["protection"] == {
        "reason": "r",
        "k": 7,
        "l": 2,
        "models": [{"model": "t-closeness-equal", "t": 0.3}],
        "suppress_at_most": 0.0,
        "metric": {"name": "loss", "suppression_factor": 0.5, "aggregate": "geometric-mean"},
        "search": "local-strict",
    }
    assert dataset["fields"]["built_year"]["hierarchy"] == "built_year"
    assert dataset["fields"]["postcode"]["hierarchy"]["digits"] == [4, 3]
    assert dataset["fields"]["heating"]["sensitive"] is True


def test_a_changed_file_is_refused_with_the_hash_it_has(tmp_path: Path) -> None:
    _, faults = included(tmp_path, agreement(), RULES.replace("k: 7", "k: 2"))
    assert hashlib.sha256(RULES.replace("k: 7", "k: 2").encode()).hexdigest() in faults[0]


@pytest.mark.parametrize(
    ("text", "protection", "says"),
    [
        (RULES, {"k": 5}, "k: said by the rules"),
        (RULES.replace("postcode", "street"), {}, "no field street"),
        (RULES.replace("sensitive: heating", "sensitive: income"), {}, "no field income"),
        (RULES.replace("local-strict", "quick"), {}, "search"),
        (RULES + "seconds_at_most: 5\n", {}, "no clock"),
        (RULES.replace("{digits: [4, 3]}", "{digits: [4, 3]}, highest: 1"), {}, "highest"),
    ],
)
def test_what_does_not_go_together_is_named(text: str, protection: dict[str, Any], says: str, tmp_path: Path) -> None:
    _, faults = included(tmp_path, agreement(text, **protection), text)
    assert any(says in words for words in faults), faults


def test_an_agreement_without_rules_files_is_left_alone(tmp_path: Path) -> None:
    protection = {"k": 5, "reason": "r"}
    written = {"datasets": {"units": {"protection": dict(protection)}}}
    assert include_rules(written, tmp_path) == ({"datasets": {"units": {"protection": protection}}}, {}, [])
