"""The import contracts, the language of the agreement and the size of files, held as tests."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from config.json_schema import FILE, agreement_json_schema
from schemas.registry import known_stems, schema

HOUSE = Path(__file__).resolve().parents[2]
ROOMS = ("config", "delivery", "flows", "schemas", "sources", "transforms")


def test_the_rooms_know_only_whom_they_may() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_committed_json_schema_is_what_the_model_says() -> None:
    assert FILE.read_text(encoding="utf-8") == agreement_json_schema()


@pytest.mark.parametrize("file", sorted((HOUSE / "config" / "agreements").glob("*.yaml")), ids=lambda file: file.stem)
def test_a_built_in_agreement_is_valid_by_the_json_schema(file: Path) -> None:
    import jsonschema
    from ruamel.yaml import YAML

    document = json.loads(json.dumps(YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8")), default=str))
    jsonschema.Draft202012Validator(json.loads(agreement_json_schema())).validate(document)


def test_no_file_is_a_drawer_or_a_whale() -> None:
    files = [file for room in ROOMS for file in (HOUSE / room).rglob("*.py")]
    drawers = {"utils.py", "util.py", "helpers.py", "helper.py", "common.py", "misc.py", "manager.py"}
    assert not [str(file) for file in files if file.name in drawers]
    whales = {str(file.relative_to(HOUSE)): lines for file in files if (lines := _lines(file)) > 300}
    assert not whales


def test_prefect_is_not_needed_to_think() -> None:
    """The pure rooms import without loading an orchestrator, a validator of others, or a cloud client."""
    code = (
        "import sys, pkgutil, importlib\n"
        "import transforms\n"
        "for found in pkgutil.walk_packages(transforms.__path__, 'transforms.'):\n"
        "    importlib.import_module(found.name)\n"
        "print([name for name in ('prefect', 'great_expectations', 'boto3', 'pandas') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("stem", known_stems("released"))
def test_a_released_table_has_a_title_in_both_languages(stem: str) -> None:
    written = schema("released", stem).__config__.metadata or {}
    assert {"title_de", "title_en"} <= set(written), f"schemas/released/{stem}.py: class Config: metadata = …"
