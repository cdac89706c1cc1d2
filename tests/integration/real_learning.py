"""The learning package of a real run, and another municipality that fills in its template and runs it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from ruamel.yaml import YAML
from typer.testing import CliRunner

from config.load import load_agreement
from delivery.learning.learning_package import LearningPackage, learning_package
from delivery.learning.telling import Telling
from delivery.learning.template import fill_in
from flows.cli import app
from tests.integration.real_road import Walked, walk

OPEN = fill_in("")[:-1]


@dataclass(frozen=True)
class Learned:
    """What everybody may read: the files by path, and all of it as one text, tables included."""

    made: LearningPackage
    files: Mapping[str, bytes]
    text: str


def learn(walked: Walked, out: Path) -> Learned:
    """The learning package of all public tables; made twice, it has the same bytes, and no party stands in it."""
    package = walked.packed.package.path
    made = learning_package(str(package), out / "one")
    learning_package(str(package), out / "two")
    files = _bytes(out / "one")
    assert files == _bytes(out / "two")
    terms = load_agreement(str(package / "data/agreement.yaml")).terms
    assert terms.learning is not None
    assert set(made.tables) == set(terms.learning.tables)
    for name in made.tables:
        assert files[f"tables/{name}.parquet"] == (package / f"data/tables/{name}.parquet").read_bytes()
    said = [
        pl.read_parquet(io.BytesIO(content)).write_csv() if path.endswith(".parquet") else content.decode()
        for path, content in files.items()
    ]
    text = "\n".join(said)
    parties = Telling.of(_document(package))
    for told in (*parties.names, *parties.contacts):
        assert told not in text, told
    return Learned(made, files, text)


def others_run_it(walked: Walked, learned: Learned, period: str, out: Path) -> Walked:
    """Another municipality fills in every open place with own names and the same files: the same tables come out."""
    template = YAML(typ="safe", pure=True).load(learned.files["agreement.template.yaml"])
    original = _document(walked.packed.package.path)
    filled = {key: _filled(value, original[key]) for key, value in template.items()}
    filled |= {"agreement": "waldstadt", "title": "Waldstadt lernt", "valid": original["valid"]}
    filled["parties"] = {role: _party(role, party) for role, party in template["parties"].items()}
    assert OPEN not in str(filled)
    out.mkdir()
    file = out / "waldstadt.yaml"
    YAML(typ="safe", pure=True).dump(filled, file)
    checked = CliRunner().invoke(app, ["check", str(file)])
    assert checked.exit_code == 0, checked.output
    again = walk(str(file), period, out / "data")
    assert again.tables() == walked.tables()
    for name in sorted(walked.tables()):
        assert again.table(name).equals(walked.table(name)), name
    return again


def _filled(node: Any, original: Any) -> Any:
    """The template's own words, and the original's where the template is open; both stand in the same order."""
    if isinstance(node, dict) and isinstance(original, dict) and len(node) == len(original):
        pairs = zip(node.items(), original.items(), strict=True)
        return {
            was if str(key).startswith(OPEN) else key: _filled(value, before) for (key, value), (was, before) in pairs
        }
    if isinstance(node, list) and isinstance(original, list):
        return [_filled(value, before) for value, before in zip(node, original, strict=True)]
    return original if isinstance(node, str) and OPEN in node else node


def _party(role: str, party: Mapping[str, Any]) -> dict[str, Any]:
    own = {"name": f"Waldstadt ({role})", "municipality_code": "99000001", "contact": "Stelle für Klimaschutz"}
    return {
        key: dict.fromkeys(value, "Datenschutzstelle") if isinstance(value, dict) else own.get(key, value)
        for key, value in party.items()
    }


def _document(package: Path) -> dict[str, Any]:
    document: dict[str, Any] = YAML(typ="safe", pure=True).load((package / "data/agreement.yaml").read_text("utf-8"))
    return document


def _bytes(folder: Path) -> dict[str, bytes]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}
