"""A delivery to a folder happens once, whole, and in the open; a kill at any point changes nothing of that."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from delivery.deliver import Delivery, deliver
from delivery.folder import FolderTarget
from delivery.package import Package
from delivery.verify import verify
from schemas.errors import StadtlandError
from tests.delivery.at_once import at_once
from tests.delivery.sample_package import AGREEMENT, PERIOD, balance, build

HOUSE = Path(__file__).resolve().parents[2]


def hand_over(package: Package, target: Path | FolderTarget, correction: str | None = None) -> Delivery:
    place = target if isinstance(target, FolderTarget) else f"folder:{target}"
    return deliver(package, place, agreement=AGREEMENT, period=PERIOD, correction=correction)


def other_package(folder: Path) -> Package:
    return build(folder, balance().with_columns(building_count=pl.lit(3)))


def refused(code: str, package: Package, target: Path, correction: str | None = None) -> StadtlandError:
    with pytest.raises(StadtlandError) as caught:
        hand_over(package, target, correction)
    assert (caught.value.code, caught.value.exit_code) == (code, 9)
    return caught.value


def files_in(folder: Path) -> dict[str, bytes]:
    return {item.relative_to(folder).as_posix(): item.read_bytes() for item in folder.rglob("*") if item.is_file()}


def test_a_delivery_can_be_verified_where_it_lies(tmp_path: Path) -> None:
    package = build(tmp_path)
    done = hand_over(package, tmp_path / "out")
    assert done.was_already_delivered is False
    assert done.files_uploaded == len(package.files)
    assert done.bytes_uploaded == done.bytes_read_back == package.size_bytes
    assert done.location.endswith(f"/out/{AGREEMENT}/{PERIOD}/{package.tagmanifest_sha256}")
    assert verify(done.location).is_valid
    at_commit = verify(str(tmp_path / "out" / AGREEMENT / PERIOD))
    assert at_commit.is_valid
    assert at_commit.location == done.location
    assert sorted(item.name for item in (tmp_path / "out").iterdir()) == [AGREEMENT]  # nothing half-written is left


def test_the_commit_says_what_was_delivered_and_no_time(tmp_path: Path) -> None:
    package = build(tmp_path)
    one, two = hand_over(package, tmp_path / "one"), hand_over(package, tmp_path / "two")
    assert Path(one.commit).read_bytes() == Path(two.commit).read_bytes()
    said = json.loads(Path(one.commit).read_bytes())
    assert said["package"] == package.tagmanifest_sha256
    assert said["agreement_sha256"] == package.agreement_sha256
    assert said["supersedes"] is None
    assert {file["path"]: file["sha256"] for file in said["files"]} == {f.path: f.sha256 for f in package.files}


def test_delivered_twice_it_is_one_delivery(tmp_path: Path) -> None:
    package = build(tmp_path)
    first = hand_over(package, tmp_path / "out")
    before = files_in(tmp_path / "out")
    second = hand_over(package, tmp_path / "out")
    assert (second.was_already_delivered, second.files_uploaded) == (True, 0)
    assert (second.location, second.commit) == (first.location, first.commit)
    assert files_in(tmp_path / "out") == before


def test_another_package_for_the_period_is_a_conflict_and_leaves_nothing(tmp_path: Path) -> None:
    hand_over(build(tmp_path / "a"), tmp_path / "out")
    before = files_in(tmp_path / "out")
    refused("delivery-conflict", other_package(tmp_path / "b"), tmp_path / "out")
    assert files_in(tmp_path / "out") == before


def test_a_correction_names_what_it_supersedes_and_why(tmp_path: Path) -> None:
    wrong, right = build(tmp_path / "a"), other_package(tmp_path / "b")
    first = hand_over(wrong, tmp_path / "out")
    corrected = hand_over(right, tmp_path / "out", "Zähler doppelt gezählt")
    assert corrected.commit.endswith("commit-0002.json")
    assert corrected.supersedes == wrong.tagmanifest_sha256
    said = json.loads(Path(corrected.commit).read_bytes())["supersedes"]
    assert said == {
        "commit": "commit-0001.json",
        "package": wrong.tagmanifest_sha256,
        "reason": "Zähler doppelt gezählt",
    }
    assert verify(first.location).is_valid  # the old one stays verifiable
    assert verify(str(tmp_path / "out" / AGREEMENT / PERIOD)).tagmanifest_sha256 == right.tagmanifest_sha256
    # Repeating the correction is one correction; going back to the first package is another.
    assert hand_over(right, tmp_path / "out", "Zähler doppelt gezählt").was_already_delivered
    refused("delivery-conflict", wrong, tmp_path / "out")
    assert hand_over(wrong, tmp_path / "out", "Irrtum").commit.endswith("commit-0003.json")
    refused("delivery-reason-missing", wrong, tmp_path / "out", "  ")


def test_a_package_changed_after_packing_is_not_delivered(tmp_path: Path) -> None:
    package = build(tmp_path)
    (package.path / "data" / "dictionary.json").write_bytes(b"[]")
    refused("package-changed", package, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_delivery_damaged_since_is_told_and_not_mended(tmp_path: Path) -> None:
    package = build(tmp_path)
    place = Path(hand_over(package, tmp_path / "out").location) / "data" / "dictionary.json"
    place.write_bytes(b"[]")
    assert refused("delivery-damaged", package, tmp_path / "out").facts["count"] == 1
    place.unlink()
    refused("delivery-damaged", package, tmp_path / "out")
    assert not place.exists()
    verdict = verify(str(tmp_path / "out" / AGREEMENT / PERIOD))
    assert {item.code for item in verdict.findings} >= {"file-missing", "commit-differs"}


def test_a_foreign_file_in_the_packages_folder_stops_it(tmp_path: Path) -> None:
    package = build(tmp_path)
    stranger = tmp_path / "out" / AGREEMENT / PERIOD / package.tagmanifest_sha256 / "data" / "x"
    stranger.parent.mkdir(parents=True)
    stranger.write_text("x")
    refused("delivery-strangers", package, tmp_path / "out")


def test_wrong_bytes_of_an_interrupted_delivery_are_sent_again(tmp_path: Path) -> None:
    package = build(tmp_path)
    half = tmp_path / "out" / AGREEMENT / PERIOD / package.tagmanifest_sha256 / "data" / "dictionary.json"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"[]")  # the right size
    assert verify(hand_over(package, tmp_path / "out").location).is_valid


def test_a_target_that_keeps_other_bytes_is_not_committed_to(tmp_path: Path) -> None:
    class Lossy(FolderTarget):
        def put_file(self, path: str, source: Path, *, sha256: str) -> None:
            super().put_file(path, source, sha256=sha256)
            if path.endswith("dictionary.json"):
                (self.root / path).write_bytes(b"??")

    with pytest.raises(StadtlandError) as caught:
        hand_over(build(tmp_path), Lossy(tmp_path / "out"))
    assert caught.value.code == "target-bytes-differ"
    assert not [*(tmp_path / "out").rglob("commit-*")]


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"format": "stadtland-delivery/1", "package": "../x"}'])
def test_a_commit_that_is_none_is_told(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "out" / AGREEMENT / PERIOD
    folder.mkdir(parents=True)
    (folder / "commit-0001.json").write_bytes(content)
    refused("delivery-commit-unreadable", build(tmp_path), tmp_path / "out")


def test_a_gap_in_the_commits_is_told(tmp_path: Path) -> None:
    package = build(tmp_path)
    commit = Path(hand_over(package, tmp_path / "out").commit)
    commit.rename(commit.with_name("commit-0002.json"))
    refused("delivery-commit-unreadable", package, tmp_path / "out")


def test_a_package_is_delivered_only_as_what_it_is(tmp_path: Path) -> None:
    package = build(tmp_path)
    with pytest.raises(StadtlandError) as caught:
        deliver(package, str(tmp_path / "out"), agreement=AGREEMENT, period="2025-Q2")
    assert caught.value.code == "delivery-mismatch"
    with pytest.raises(StadtlandError) as caught:
        deliver(replace(package, period="../x"), str(tmp_path / "out"), agreement=AGREEMENT, period="../x")
    assert caught.value.code == "delivery-mismatch"


@pytest.mark.parametrize("target", ["ftp://host/x", "s3://", "s3:///x", "s3://bucket/../x", "folder:", ""])
def test_what_is_no_target_is_refused(tmp_path: Path, target: str) -> None:
    with pytest.raises(StadtlandError) as caught:
        deliver(build(tmp_path), target, agreement=AGREEMENT, period=PERIOD)
    assert caught.value.code == "target-not-understood"


def test_a_relative_folder_lies_below_the_runs_folder(tmp_path: Path) -> None:
    done = deliver(build(tmp_path), "folder:handover", agreement=AGREEMENT, period=PERIOD, base=tmp_path / "run")
    assert done.location.startswith(str(tmp_path / "run" / "handover"))


def test_a_folder_nobody_may_write_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file stands there")
    assert refused("target-failed", build(tmp_path), tmp_path / "out").facts["reason"] in ("ENOTDIR", "EEXIST")


def test_of_many_at_once_one_delivers_and_the_same_package_never_conflicts(tmp_path: Path) -> None:
    packages = [build(tmp_path / "a"), other_package(tmp_path / "b")] * 4
    outcomes = at_once(packages, lambda package: hand_over(package, tmp_path / "out"))
    winner = json.loads((tmp_path / "out" / AGREEMENT / PERIOD / "commit-0001.json").read_bytes())["package"]
    assert sorted(said for name, said in outcomes if name == winner) == ["again"] * 3 + ["delivered"]
    assert [said for name, said in outcomes if name != winner] == ["delivery-conflict"] * 4
    assert verify(str(tmp_path / "out" / AGREEMENT / PERIOD)).is_valid


def test_killed_at_any_file_operation_a_rerun_ends_in_the_same_state(tmp_path: Path) -> None:
    (tmp_path / "package.pickle").write_bytes(pickle.dumps(build(tmp_path)))
    ran = subprocess.run(
        [sys.executable, "-m", "tests.delivery.kill_deliver", str(tmp_path / "package.pickle"), str(tmp_path)],
        cwd=HOUSE,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert said["wrong"] == []
    assert said["points"] > 150
    assert said["after_commit"] >= 2
