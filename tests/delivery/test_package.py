"""A package is a valid BagIt 1.0 bag for other people's tools, and the same bytes every time."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import bagit
import pytest

from delivery.instructions import instructions
from delivery.package import build_package
from schemas.errors import StadtlandError
from tests.delivery.sample_package import AGREEMENT_SHA256, build


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_the_reference_library_validates_it(tmp_path: Path) -> None:
    bag = bagit.Bag(str(build(tmp_path).path))
    bag.validate()
    assert bag.tags["BagIt-Version"] == "1.0"
    assert bag.has_oxum()
    assert bag.info["Stadtland-Agreement-SHA256"] == AGREEMENT_SHA256


def test_the_commands_of_its_readme_verify_it(tmp_path: Path) -> None:
    package = build(tmp_path).path
    text = (package / "README.txt").read_text(encoding="utf-8")
    commands = re.findall(r"^  \d\. (.+)$", text, re.MULTILINE)
    assert len(commands) == 4

    def run(command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["bash", "-c", command], cwd=package, capture_output=True, text=True, check=False)

    answers = [run(command) for command in commands]
    assert [answer.returncode for answer in answers] == [0, 0, 0, 0]
    assert answers[2].stdout == ""
    (package / "data" / "extra.csv").write_text("x")
    assert run(commands[2]).returncode == 1
    (package / "data" / "dictionary.json").write_text("{ }")
    assert run(commands[1]).returncode == 1
    (package / "bag-info.txt").write_text("x")
    assert run(commands[0]).returncode == 1


def test_its_name_is_what_the_readme_computes(tmp_path: Path) -> None:
    package = build(tmp_path)
    said = subprocess.run(
        ["sha256sum", "tagmanifest-sha256.txt"], cwd=package.path, capture_output=True, text=True, check=True
    )
    assert said.stdout.split()[0] == package.tagmanifest_sha256


def test_built_twice_it_is_the_same_bytes(tmp_path: Path) -> None:
    one, two = build(tmp_path / "one"), build(tmp_path / "two")
    assert contents(one.path) == contents(two.path)
    assert one.files == two.files
    assert one.size_bytes == sum(len(content) for content in contents(one.path).values())


def test_building_again_replaces_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    first = build(tmp_path)
    (first.path / "data" / "stranger").write_text("x")
    (tmp_path / ".package.building").mkdir()  # of a run that was killed
    (tmp_path / ".package.building" / "half").write_text("x")
    again = build(tmp_path)
    assert again == first
    assert sorted(contents(again.path)) == [file.path for file in again.files]
    assert sorted(item.name for item in tmp_path.iterdir()) == ["package", "results"]


def test_control_totals_are_the_sums_of_the_table(tmp_path: Path) -> None:
    totals = json.loads((build(tmp_path).path / "data" / "control_totals.json").read_bytes())
    table = totals["tables"]["data/tables/balance.parquet"]
    # 12 rows: places 4 and 9 have no energy, 6 has no building count.
    # energy: (1+2+3+5+6+7+8+10+11) × 0.1; buildings: (66 - 6) × 11; complete: 6 of 12; years 3 × (2020+…+2023)
    assert table["rows"] == 12
    assert float(table["columns"]["energy_mwh"]["sum"]) == pytest.approx(5.3, abs=1e-12)
    assert table["columns"]["energy_mwh"]["values"] == 10
    assert table["columns"]["building_count"] == {"values": 11, "sum": "660"}
    assert table["columns"]["is_complete"] == {"values": 12, "sum": "6"}
    assert table["columns"]["year"]["sum"] == "24258"
    assert table["columns"]["sector"] == {"values": 12}


@pytest.mark.parametrize(
    "path",
    ["../x", "/etc/passwd", "a//b", "a/./b", "a\\b", "ü.txt", "a b", "a%2e", "", ".hidden", "tables/balance.parquet",
     "control_totals.json", "Control_Totals.JSON", "dictionary.json/x", "a\nb"],
)  # fmt: skip
def test_a_path_that_is_not_plain_or_not_alone_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(StadtlandError) as caught:
        build(tmp_path, documents={"dictionary.json": b"{}", path: b"x"})
    assert caught.value.code == "package-path-refused"
    assert not (tmp_path / "package").exists()


@pytest.mark.parametrize(
    "info",
    [{"A b": "x"}, {"A": "x\ny: z"}, {"A": ""}, {"A": " x"}, {"payload-oxum": "1.1"}, {"Stadtland-Period": "2024"}],
)
def test_an_info_line_that_could_say_more_than_it_should_is_refused(tmp_path: Path, info: dict[str, str]) -> None:
    with pytest.raises(StadtlandError) as caught:
        build(tmp_path, info=info)
    assert caught.value.code == "package-info-refused"


def test_a_table_that_changed_since_it_was_written_is_refused(tmp_path: Path) -> None:
    from tests.delivery.sample_package import balance, write

    table = write(balance(), tmp_path / "balance.parquet")
    settings: dict[str, Any] = {
        "documents": {},
        "info": {},
        "agreement": "a",
        "agreement_sha256": "0" * 64,
        "period": "2025",
    }
    with pytest.raises(StadtlandError) as caught:
        build_package(tmp_path / "package", tables=[replace(table, sha256="0" * 64)], **settings)
    assert caught.value.code == "package-table-changed"
    table.path.unlink()
    with pytest.raises(StadtlandError) as caught:
        build_package(tmp_path / "package", tables=[table], **settings)
    assert caught.value.code == "package-file-missing"
    assert sorted(item.name for item in tmp_path.iterdir()) == []


def test_a_document_may_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "source.json").write_bytes(b"[1]")
    package = build(tmp_path, documents={"lineage.jsonl": tmp_path / "source.json"})
    assert (package.path / "data" / "lineage.jsonl").read_bytes() == b"[1]"
    shutil.rmtree(package.path)


def test_the_readme_says_the_same_in_both_languages() -> None:
    text = instructions(agreement="a", agreement_sha256="0" * 64, period="2025").decode()
    assert "DEUTSCH" in text
    assert "ENGLISH" in text
    assert max(len(line) for line in text.splitlines()) <= 100
