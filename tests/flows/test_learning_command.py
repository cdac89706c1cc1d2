"""`stadtland learning`: from a package to a learning package, whose template is an agreement once it is filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from config.load import available_agreements, load_agreement
from delivery.learning.telling import Telling
from delivery.learning.template import template, template_yaml
from flows.cli import app
from schemas.errors import StadtlandError
from tests.delivery.test_learning_package import AGREEMENT, DEMO, deliver  # noqa: F401 - a fixture

OPEN = "<to fill in: "
# What another municipality writes, by the end of the open place; anything else is plain text.
ANSWERS = {
    "agreement": "waldstadt", "valid.from": "2026-01-01", "valid.until": "2026-12-31", "municipality_code": "99000001",
    "handover.to.0": "folder:handover", "source.url": "env:WALDSTADT_POSTGRES", "key": "env:WALDSTADT_KEY",
    "postcode.hierarchy": "musterstadt_postcode", "district.hierarchy": "musterstadt_district",
}  # fmt: skip


def test_the_command_says_what_it_made(deliver: Callable[..., str], tmp_path: Path) -> None:  # noqa: F811
    out = tmp_path / "out"
    ended = CliRunner().invoke(app, ["learning", deliver(), "--table", "modal_split", "--out", str(out), "--json"])
    assert ended.exit_code == 0, ended.output
    said = json.loads(ended.output)
    assert said["tables"] == ["modal_split"]
    assert set(said["files"]) | {"manifest-sha256.txt"} == {
        str(file.relative_to(out)) for file in out.rglob("*") if file.is_file()
    }


def test_the_command_obeys_the_agreement(deliver: Callable[..., str], tmp_path: Path) -> None:  # noqa: F811
    ended = CliRunner().invoke(app, ["learning", deliver(), "--out", str(tmp_path / "all"), "--json"])
    assert json.loads(ended.output)["tables"] == ["modal_split"]
    for agreement, code in ((DEMO, "learning-table-not-public"), (_without_tables(AGREEMENT), "learning-no-tables")):
        ended = CliRunner().invoke(
            app, ["learning", deliver(agreement=agreement), "--table", "modal_split", "--out", str(tmp_path / "out")]
        )
        assert isinstance(ended.exception, StadtlandError)
        assert ended.exception.code == code
        assert not (tmp_path / "out").exists()


def test_the_filled_template_of_the_demo_is_an_agreement(tmp_path: Path) -> None:
    open_agreement, places = template(_parsed(AGREEMENT), Telling.of(_parsed(AGREEMENT)))
    filled = _filled(open_agreement, "")
    file = tmp_path / "waldstadt.yaml"
    YAML(typ="safe", pure=True).dump(filled, file)
    terms = load_agreement(str(file)).terms
    assert len(places) > 80
    demo = load_agreement("demo").terms
    assert terms.small_cells == demo.small_cells
    for key, dataset in demo.datasets.items():
        assert terms.datasets[key].protection == dataset.protection
        assert terms.datasets[key].tolerances == dataset.tolerances
    assert terms.results == demo.results


@pytest.mark.parametrize("name", available_agreements())
def test_every_agreement_gives_a_template_without_its_parties(name: str) -> None:
    agreed = load_agreement(name)
    telling = Telling.of(_parsed(agreed.text.decode()))
    written = template_yaml(*template(_parsed(agreed.text.decode()), telling)).decode()
    assert telling.without_places(written) == written
    assert not re.search("env:(?!NAME)|@", written)  # references and addresses
    open_agreement, places = template(_parsed(agreed.text.decode()), telling)
    assert _parsed(written) == open_agreement
    body = written.split("\n\n", 1)[1]
    assert body.count(OPEN) == len(places) == len(set(places))


def _without_tables(agreement: str) -> str:
    return agreement.replace("  tables: [modal_split]\n", "")


def _parsed(text: str) -> dict[str, Any]:
    document: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return document


def _filled(node: Any, place: str) -> Any:
    if isinstance(node, dict):
        return {key: _filled(value, f"{place}.{key}" if place else key) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value, f"{place}.{number}") for number, value in enumerate(node)]
    if isinstance(node, str) and node.startswith(OPEN):
        fits = [answer for end, answer in ANSWERS.items() if place == end or place.endswith(f".{end}")]
        return fits[0] if fits else f"filled {place}"
    return node
