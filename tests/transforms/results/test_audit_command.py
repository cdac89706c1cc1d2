"""`stadtland audit`: published files of any encoding and delimiter in, findings out, and clear refusals."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from flows import console
from flows.commands.audit import audit
from schemas.errors import StadtlandError
from sources.published.read_table import read_table
from tests.transforms.results.published_city import Row, published

OURS = Path(__file__).resolve().parents[3] / "config" / "reference"
APP = typer.Typer()
APP.command()(audit)


def _run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(APP, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def _write(rows: list[Row], path: Path, *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    return {name: _write(rows, tmp_path / f"{name}.csv") for name, rows in published().items()}


def _arguments(files: dict[str, Path]) -> list[str]:
    return [text for name, path in files.items() for text in (f"--{name}", str(path))]


def test_json_holds_findings_and_counts_that_agree(files: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "findings.json"
    code, shown = _run(*_arguments(files), "--json", "--out", str(out))
    document = json.loads(shown)
    assert (code, document) == (0, json.loads(out.read_text(encoding="utf-8")))
    assert sum(document["counts"].values()) == len(document["findings"])
    assert document["counts"]["mismatch"] == document["counts"]["rule broken"] == 0
    wanted = {"check", "subject", "printed", "recomputed", "difference", "verdict", "unit", "tolerance", "note"}
    assert all(wanted <= set(finding) for finding in document["findings"])


def test_findings_are_information_unless_strict(files: dict[str, Path]) -> None:
    assert _run(*_arguments(files), "--strict")[0] == 0
    leipzig = ["--gap", str(OURS / "leipzig_2019_gap.csv")]
    assert _run(*leipzig)[0] == 0
    assert _run(*leipzig, "--strict")[0] == 7


@pytest.mark.parametrize(("language", "words"), [("de", "weicht ab"), ("en", "mismatch")])
def test_the_table_speaks_the_chosen_language(language: str, words: str) -> None:
    console.choose_language(language)
    try:
        _, shown = _run("--gap", str(OURS / "leipzig_2019_gap.csv"))
    finally:
        console.choose_language(None)
    assert words in shown
    assert ("36.801" if language == "de" else "36,801") in shown


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "cp1252"), ("\t", "utf-8"), (",", "utf-8-sig"), ("|", "utf-8")]
)
def test_files_are_read_whatever_their_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = published(city="Köln")["gap"]
    path = _write(rows, tmp_path / "gap.csv", delimiter=delimiter, encoding=encoding)
    assert read_table(path).frame.to_dicts() == rows


def test_nothing_given_is_a_usage_error() -> None:
    with pytest.raises(StadtlandError) as error:
        _run()
    assert (error.value.code, error.value.exit_code) == ("audit-nothing-given", 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "audit-header-missing"),
        (b"PK\x03\x04\x00\x00binary", "audit-file-not-text"),
        (b"just one line of words", "audit-header-missing"),
        (b"city,sector,baseline\nLeipzig,Transport,801,371\n", "audit-row-too-long"),
        (b"city,city,baseline\na,b,1\n", "audit-header-missing"),
        (b"city,baseline_year,baseline\nLeipzig,2019,1\n", "audit-columns-missing"),
        (b'city,sector,baseline,residual\nA,B,"1.234,5","1,234.5"\n', "audit-marks-mixed"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_without_its_values(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "gap.csv"
    path.write_bytes(content)
    with pytest.raises(StadtlandError) as error:
        _run("--gap", str(path))
    assert (error.value.code, error.value.exit_code) == (code, 7)
    assert "801" not in str(error.value)
    assert "1.234" not in str(error.value)


def test_comment_lines_before_the_header_and_short_rows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "gap.csv"
    path.write_text("# typed by hand\n\ncity,baseline_year,sector,baseline,residual\nA,2019,Transport,5\n", "utf-8")
    assert read_table(path).frame.rows() == [("A", "2019", "Transport", "5", "")]


def test_a_file_with_a_header_alone_is_listed_as_not_checked(tmp_path: Path) -> None:
    path = tmp_path / "totals.csv"
    path.write_text("city,base_year,table,kind,sector,scope,value_as_printed\n", "utf-8")
    document = json.loads(_run("--totals", str(path), "--json")[1])
    assert {finding["verdict"] for finding in document["findings"]} == {"not checked"}


GAP = "city;baseline_year;sector;baseline;residual;reduction_target\nA;2019;Transport;{};{};{}\n"


def test_numbers_that_tell_nothing_are_refused_until_the_mark_is_stated(tmp_path: Path) -> None:
    path = tmp_path / "gap.csv"
    path.write_text(GAP.format("1.440", "1.200", "0"), encoding="utf-8")
    with pytest.raises(StadtlandError) as error:
        _run("--gap", str(path))
    assert (error.value.code, error.value.exit_code) == ("audit-marks-ambiguous", 7)
    for mark, printed in ((",", 1200), (".", 1.2), ("komma", 1200)):
        code, shown = _run("--gap", str(path), "--decimal", mark, "--json")
        document = json.loads(shown)
        assert (code, document["files"]["gap"]["decimal_told_by"]) == (0, "stated")
        residual = next(it for it in document["findings"] if it["check"] == "residual_is_baseline_minus_target")
        assert residual["printed"] == printed
    assert _run("--gap", str(path), "--decimal", "x")[0] == 2


def test_a_file_that_leaves_its_marks_open_is_read_like_the_one_beside_it(tmp_path: Path) -> None:
    (tmp_path / "gap.csv").write_text(GAP.format("1.440", "1.200", "240"), encoding="utf-8")
    (tmp_path / "totals.csv").write_text(
        "city;base_year;table;kind;sector;scope;value_as_printed\nA;2019;A;sector;Transport;total;1.440,0\n", "utf-8"
    )
    _, shown = _run("--gap", str(tmp_path / "gap.csv"), "--totals", str(tmp_path / "totals.csv"), "--json")
    verdicts = {it["check"]: it["verdict"] for it in json.loads(shown)["findings"]}
    assert verdicts["gap_baseline_is_inventory"] == verdicts["residual_is_baseline_minus_target"] == "match"


def test_json_says_how_each_file_was_read(tmp_path: Path) -> None:
    path = tmp_path / "gap.csv"
    path.write_bytes(
        ("Lücke der Stadt A\n\n" + GAP.format("1.440,5", "1.200,5", "240,0") + "Quelle: A\n").encode("cp1252")
    )
    document = json.loads(_run("--gap", str(path), "--json")[1])
    assert document["files"] == {
        "gap": {
            "file": "gap.csv", "rows": 1, "encoding": "cp1252", "delimiter": "semicolon", "header_line": 3,
            "lines_before": [1], "note_lines": [5], "decimal": ",", "decimal_told_by": "baseline", "is_told": True,
        }
    }  # fmt: skip
