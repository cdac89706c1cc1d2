"""Secrets by reference: what is missing is said by its reference, what is there never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.errors import StadtlandError
from sources.secret import resolve


def test_from_the_environment_and_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STADTLAND_TEST_SECRET", "s3cret with blank ")
    (tmp_path / "key").write_text("from a file\r\n")
    assert resolve("env:STADTLAND_TEST_SECRET", "x") == "s3cret with blank "
    assert resolve(f"file:{tmp_path / 'key'}", "x") == "from a file"


def test_what_is_absent_or_empty_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STADTLAND_TEST_EMPTY", "\n")
    monkeypatch.delenv("STADTLAND_TEST_ABSENT", raising=False)
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    for reference in ("env:STADTLAND_TEST_EMPTY", "env:STADTLAND_TEST_ABSENT", f"file:{tmp_path}/none",
                      f"file:{tmp_path}", f"file:{tmp_path}/binary", "plain text"):  # fmt: skip
        with pytest.raises(StadtlandError) as refused:
            resolve(reference, "the meters")
        assert refused.value.code == "secret-missing"
        assert refused.value.facts == {"reference": reference, "used_for": "the meters"}
