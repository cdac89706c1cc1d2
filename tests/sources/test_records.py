"""JSON: numbers as written, records wherever they are, and nothing lost when the file breaks off."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from schemas.errors import StadtlandError
from tests.sources.conftest import Read

ReadJson = Callable[..., list[tuple[str | None, ...]]]


@pytest.fixture
def read_json(tmp_path: Path, read_source: Read) -> ReadJson:
    def read_it(content: str, fields: Any, **source: Any) -> list[tuple[str | None, ...]]:
        (tmp_path / "in.json").write_text(content, encoding="utf-8")
        return pl.read_parquet(read_source(fields, kind="json", path="in.json", **source).path).rows()

    return read_it


def _refusal(read_json: ReadJson, content: str, **source: Any) -> StadtlandError:
    with pytest.raises(StadtlandError) as refused:
        read_json(content, ["a"], **source)
    assert refused.value.message("de")
    return refused.value


def test_values_as_text(read_json: ReadJson) -> None:
    content = """[{"a": 1.10, "b": "01067"}, {"b": null, "a": true},
                 {"a": 12345678901234567890, "b": {"x": [1.0, "ü", false, null]}}, {"a": -1e5}]"""
    assert read_json(content, ["a", "b"]) == [
        ("1.10", "01067"),
        ("true", None),
        ("12345678901234567890", '{"x":[1.0,"ü",false,null]}'),
        ("-1e5", None),
    ]
    assert read_json('[{"a": 1.5}]', ["a"], decimal=",") == [("1,5",)]


@pytest.mark.parametrize("chunk", [1, 2, 5, 100])
def test_pieces_may_end_anywhere(read_json: ReadJson, monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr("sources.byte_stream.CHUNK_BYTES", chunk)
    records = [{"a": 'ü€ "quoted" \n', "b": n * 1.5, "c": [n, {"d": None}]} for n in range(20)]
    expected = [(record["a"], str(record["b"])) for record in records]
    nested = json.dumps({"help": "x" * 50, "n": 12, "result": {"more": [1, 2], "records": records}, "end": {}})
    assert read_json(nested, ["a", "b"], records="/result/records") == expected
    assert read_json(json.dumps(records, ensure_ascii=False, indent=1), ["a", "b"]) == expected
    lines = "\n".join(map(json.dumps, records))
    assert read_json(f"\ufeff{lines}\n\n", ["a", "b"], lines=True) == expected


def test_keys_that_nobody_agreed_to_are_dropped_by_name(read_source: Read, tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text('[{"a": 1}, {"owner": "x", "a": 2}]')
    snapshot = read_source({"meter": "a"}, kind="json", path="in.json")
    assert snapshot.columns_dropped == ("owner",)
    assert pl.read_parquet(snapshot.path).to_dict(as_series=False) == {"meter": ["1", "2"]}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "source-empty"),
        ("[]", "source-empty"),
        ('{"a": 1}', "records-not-found"),
        ("[1]", "records-not-objects"),
        ('[{"a": 1}, ["a"]]', "records-not-objects"),
        ('[{"a": 1}', "json-broken"),
        ('[{"a": 1}, {"a": "x', "json-broken"),
        ('[{"a": 1}][{"a": 2}]', "json-broken"),
        ('[{"a": 1} {"a": 2}]', "json-broken"),
        ("[{'a': 1}]", "json-broken"),
        ('[{"b": 1}]', "header-not-recognised"),
        ('[{"a": 1, "a": 2}]', "column-duplicate"),
        ('[{"a": "fÃ¼r"}]', "source-double-encoded"),
    ],
)
def test_faults(read_json: ReadJson, content: str, code: str) -> None:
    assert _refusal(read_json, content).code == code


def test_faults_of_lines_and_pointers(read_json: ReadJson) -> None:
    broken = _refusal(read_json, '{"a": 1}\n\n{"a": 2}\n{"a": \n', lines=True)
    assert broken.code == "json-broken"
    assert _refusal(read_json, '{"a": 1} {"a": 2}\n', lines=True).code == "json-broken"
    assert _refusal(read_json, '[\n{"a": 1},\n{"a": x}]').facts["line"] == 3
    assert _refusal(read_json, '{"result": {}}', records="/result/records").code == "records-not-found"
    assert _refusal(read_json, '{"result": []}', records="/result/records").code == "records-not-found"


def test_bytes_that_are_no_text(read_source: Read, tmp_path: Path) -> None:
    (tmp_path / "in.json").write_bytes(b'[{"a": 1},\n{"a": "\xff"}]')
    with pytest.raises(StadtlandError) as refused:
        read_source(["a"], kind="json", path="in.json")
    assert (refused.value.code, refused.value.facts["first_line"]) == ("source-undecodable", 2)
