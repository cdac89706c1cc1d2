"""Snapshots: content-addressed, read-only, whole or not there at all, and never made twice."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import signal
import time
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from schemas.errors import StadtlandError
from sources.read import read
from tests.sources.conftest import Read, dataset

CONTENT = "a,b,owner\n" + "".join(f"{n},{n % 7},x{n}\n" for n in range(1000))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "in.csv"
    file.write_text(CONTENT)
    return file


def test_a_snapshot_is_named_by_its_bytes_and_read_only(read_source: Read, source: Path) -> None:
    snapshot = read_source(["a", "b"], kind="csv", path="in.csv")
    assert snapshot.path.name == f"{snapshot.sha256}.parquet"
    assert hashlib.sha256(snapshot.path.read_bytes()).hexdigest() == snapshot.sha256
    assert snapshot.source_sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert snapshot.path.stat().st_mode & 0o777 == 0o400
    assert snapshot.path.parent.stat().st_mode & 0o077 == 0
    assert snapshot.is_text
    assert not snapshot.was_unchanged


def test_the_sidecar_says_what_was_read(read_source: Read, source: Path) -> None:
    snapshot = read_source(["a", "b"], kind="csv", path="in.csv")
    (reading,) = json.loads(snapshot.path.with_suffix(".json").read_text())["readings"]
    assert reading["source"]["path"] == "in.csv"
    assert reading["files"] == [
        {"name": "in.csv", "size_bytes": len(CONTENT), "sha256": hashlib.sha256(CONTENT.encode()).hexdigest()}
    ]
    assert (reading["rows"], reading["columns"], reading["columns_dropped"]) == (1000, ["a", "b"], ["owner"])
    assert reading["read_at"].endswith("+00:00")


def test_an_unchanged_source_is_not_read_twice(
    read_source: Read, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read_source(["a", "b"], kind="csv", path="in.csv")

    def fail(*_: Any, **__: Any) -> None:
        raise AssertionError("read twice")

    monkeypatch.setattr("sources.delimited.extract_delimited", fail)
    os.utime(source)  # another time of change, the same bytes
    again = read_source(["a", "b"], kind="csv", path="in.csv")
    assert again.was_unchanged
    assert (again.path, again.source_sha256, again.rows) == (first.path, first.source_sha256, first.rows)
    assert again.columns_dropped == first.columns_dropped


def test_a_changed_source_of_the_same_size_and_time_is_read(read_source: Read, source: Path) -> None:
    first = read_source(["a", "b"], kind="csv", path="in.csv")
    stamp = source.stat()
    source.write_text(CONTENT.replace("1,1,x1\n", "1,2,x1\n"))
    os.utime(source, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    second = read_source(["a", "b"], kind="csv", path="in.csv")
    assert not second.was_unchanged
    assert second.sha256 != first.sha256
    assert first.path.is_file(), "the earlier snapshot stays"


def test_what_is_not_agreed_does_not_change_the_snapshot(read_source: Read, source: Path) -> None:
    first = read_source(["a", "b"], kind="csv", path="in.csv")
    source.write_text(CONTENT.replace("x1\n", "another\n"))
    second = read_source(["a", "b"], kind="csv", path="in.csv")
    assert second.sha256 == first.sha256
    assert second.source_sha256 != first.source_sha256
    assert len(json.loads(first.path.with_suffix(".json").read_text())["readings"]) == 2


def test_other_terms_are_another_reading(read_source: Read, source: Path) -> None:
    assert not read_source(["a", "b"], kind="csv", path="in.csv").was_unchanged
    assert not read_source(["b", "a"], kind="csv", path="in.csv").was_unchanged
    assert not read_source(["a"], kind="csv", path="in.csv").was_unchanged
    assert read_source(["b", "a"], kind="csv", path="in.csv").was_unchanged


def test_the_same_input_gives_the_same_bytes_in_any_blocks(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = set()
    for chunk in (100, 1000, 1 << 22):
        monkeypatch.setattr("sources.byte_stream.CHUNK_BYTES", chunk)
        terms = dataset({"kind": "csv", "path": "in.csv"}, ["a", "b"])
        found.add(read(terms, name="m", base=tmp_path, intake=tmp_path / f"intake-{chunk}").sha256)
    assert len(found) == 1


def test_a_damaged_snapshot_is_said_and_not_used(read_source: Read, source: Path) -> None:
    snapshot = read_source(["a", "b"], kind="csv", path="in.csv")
    snapshot.path.chmod(0o600)
    snapshot.path.write_bytes(b"PAR1")
    with pytest.raises(StadtlandError) as refused:
        read_source(["a", "b"], kind="csv", path="in.csv")
    assert refused.value.code == "snapshot-damaged"
    snapshot.path.unlink()
    assert read_source(["a", "b"], kind="csv", path="in.csv").sha256 == snapshot.sha256


def test_a_refused_source_leaves_nothing(read_source: Read, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(CONTENT + "1,2\n")
    with pytest.raises(StadtlandError, match="lines have more or fewer fields"):
        read_source(["a", "b"], kind="csv", path="in.csv")
    assert [file.name for file in (tmp_path / "intake").rglob("*") if file.is_file()] == [".lock"]


def test_a_source_that_grows_while_it_is_read_is_refused(tmp_path: Path, source: Path) -> None:
    def grow(_: int) -> None:
        with source.open("a") as stream:
            stream.write("1,2,x\n")

    terms = dataset({"kind": "csv", "path": "in.csv"}, ["a", "b"])
    with pytest.raises(StadtlandError) as refused:
        read(terms, name="m", base=tmp_path, intake=tmp_path / "intake", progress=grow)
    assert refused.value.code == "source-changed"


def test_progress_tells_every_row_once(tmp_path: Path, source: Path) -> None:
    told: list[int] = []
    terms = dataset({"kind": "csv", "path": "in.csv"}, ["a", "b"])
    snapshot = read(terms, name="m", base=tmp_path, intake=tmp_path / "intake", progress=told.append)
    assert sum(told) == snapshot.rows == 1000


def _read_slowly(folder: Path) -> None:
    def wait(_: int) -> None:
        (folder / "started").touch()
        time.sleep(60)

    terms = dataset({"kind": "csv", "path": "in.csv"}, ["a", "b"])
    read(terms, name="m", base=folder, intake=folder / "intake", progress=wait)


def test_killed_while_reading_the_next_run_starts_clean(tmp_path: Path, source: Path) -> None:
    child = multiprocessing.get_context("spawn").Process(target=_read_slowly, args=(tmp_path,))
    child.start()
    deadline = time.monotonic() + 60
    while not (tmp_path / "started").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    intake = tmp_path / "intake"
    assert not list(intake.glob("*.parquet"))

    terms = dataset({"kind": "csv", "path": "in.csv"}, ["a", "b"])
    snapshot = read(terms, name="m", base=tmp_path, intake=intake)
    assert pl.read_parquet(snapshot.path).height == 1000
    assert not list(intake.glob("*.partial")) + list(intake.glob(".*.partial"))
