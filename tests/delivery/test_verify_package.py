"""Verification refuses every way in which a package can stop being what was sent, and says which."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from delivery.manifest import write_manifest
from delivery.package import MANIFEST, TAGMANIFEST
from delivery.verify import Verification, verify
from schemas.errors import StadtlandError
from tests.delivery.sample_package import AGREEMENT, AGREEMENT_SHA256, PERIOD, balance, build, write


def codes(verdict: Verification) -> set[tuple[str, str]]:
    return {(item.code, item.path) for item in verdict.findings}


def reseal(bag: Path) -> None:
    """What a careful forger does: make manifests, Payload-Oxum (and control totals) fit the changed content."""
    payload = {f.relative_to(bag).as_posix(): f.read_bytes() for f in (bag / "data").rglob("*") if f.is_file()}
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    info = (bag / "bag-info.txt").read_text()
    (bag / "bag-info.txt").write_text(re.sub(r"Payload-Oxum: .*", f"Payload-Oxum: {oxum}", info))
    (bag / MANIFEST).write_bytes(write_manifest({path: sha256(data).hexdigest() for path, data in payload.items()}))
    tags = {f.name: f.read_bytes() for f in bag.iterdir() if f.is_file() and f.name != TAGMANIFEST}
    (bag / TAGMANIFEST).write_bytes(write_manifest({path: sha256(data).hexdigest() for path, data in tags.items()}))


def test_a_genuine_package_is_valid(tmp_path: Path) -> None:
    package = build(tmp_path)
    verdict = verify(str(package.path), expected=package.tagmanifest_sha256)
    assert verdict.findings == ()
    assert verdict.is_valid
    assert (verdict.agreement, verdict.agreement_sha256, verdict.period) == (AGREEMENT, AGREEMENT_SHA256, PERIOD)
    assert verdict.tagmanifest_sha256 == package.tagmanifest_sha256
    assert (verdict.files, verdict.size_bytes) == (len(package.files), package.size_bytes)
    assert verdict.rows == {"balance": 12}


def change(path: str, content: bytes | None = None) -> Callable[[Path], object]:
    def apply(bag: Path) -> None:
        file = bag / path
        old = file.read_bytes()
        file.write_bytes(old + b"\n" if content is None else content)

    return apply


def add(path: str, content: bytes = b"x") -> Callable[[Path], object]:
    def apply(bag: Path) -> None:
        (bag / path).parent.mkdir(parents=True, exist_ok=True)
        (bag / path).write_bytes(content)

    return apply


def line(manifest: str, text: str) -> Callable[[Path], object]:
    def apply(bag: Path) -> None:
        with (bag / manifest).open("a") as opened:
            opened.write(text + "\n")

    return apply


TABLE = "data/tables/balance.parquet"
ZERO = "0" * 64


@pytest.mark.parametrize(
    ("harm", "code", "path"),
    [
        (change(TABLE), "file-changed", TABLE),
        (change("data/dictionary.json", b"[]"), "file-changed", "data/dictionary.json"),  # same size
        (lambda bag: (bag / TABLE).unlink(), "file-missing", TABLE),
        (add("data/more.csv"), "file-extra", "data/more.csv"),
        (add("data/deep/er/more.csv", b""), "file-extra", "data/deep/er/more.csv"),
        (add("more.txt"), "file-extra", "more.txt"),
        (add("meta/more.txt"), "file-extra", "meta/more.txt"),
        (add("fetch.txt", b"https://example.org/x 1 data/x\n"), "fetch-txt", "fetch.txt"),
        (add("FETCH.txt"), "fetch-txt", "FETCH.txt"),
        (change("README.txt"), "file-changed", "README.txt"),
        (change("bag-info.txt"), "file-changed", "bag-info.txt"),
        (change(MANIFEST, b""), "file-changed", MANIFEST),
        (lambda bag: (bag / MANIFEST).unlink(), "manifest-missing", MANIFEST),
        (lambda bag: (bag / TAGMANIFEST).unlink(), "manifest-missing", TAGMANIFEST),
        (lambda bag: (bag / "bagit.txt").unlink(), "bag-declaration", "bagit.txt"),
        (change("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: X\n"), "bag-declaration", "bagit.txt"),
        (add("manifest-md5.txt"), "manifest-weak", "manifest-md5.txt"),
        (add("Manifest-SHA1.txt"), "manifest-weak", "Manifest-SHA1.txt"),
        (add("tagmanifest-sha512.txt"), "manifest-weak", "tagmanifest-sha512.txt"),
        (line(MANIFEST, f"{ZERO}  data/gone.csv"), "file-missing", "data/gone.csv"),
        (line(MANIFEST, f"{ZERO}  README.txt"), "manifest-foreign", "README.txt"),
        (line(MANIFEST, f"{ZERO}  {TABLE}"), "manifest-duplicate", TABLE),
        (line(MANIFEST, f"{ZERO}  data/Tables/BALANCE.parquet"), "path-collides", "data/tables/balance.parquet"),
        (line(MANIFEST, f"{ZERO}  data/../../etc/passwd"), "path-unsafe", "data/../../etc/passwd"),
        (line(MANIFEST, f"{ZERO}  /etc/passwd"), "path-unsafe", "/etc/passwd"),
        (line(MANIFEST, f"{ZERO}  data/%2e%2e/x"), "path-unsafe", "data/%2e%2e/x"),
        (line(MANIFEST, f"{ZERO}  data/a%0Ab"), "path-unsafe", "data/a%0Ab"),
        (line(MANIFEST, f"{ZERO}  data\\x"), "path-unsafe", "data\\x"),
        (line(MANIFEST, f"{ZERO}  C:data/x"), "path-unsafe", "C:data/x"),
        (line(MANIFEST, f"{ZERO}  data/u\u0308.csv"), "path-unsafe", "data/u\u0308.csv"),
        (line(MANIFEST, f"{ZERO}  data/x\u202egpj.csv"), "path-unsafe", "data/x\\u202egpj.csv"),
        (line(MANIFEST, f"{ZERO}  data/x.csv\r"), "manifest-malformed", MANIFEST),
        (line(MANIFEST, f"{ZERO[1:]}  data/x.csv"), "manifest-malformed", MANIFEST),
        (line(MANIFEST, f"{ZERO} *data/x.csv"), "manifest-malformed", MANIFEST),
        (line(MANIFEST, "d41d8cd98f00b204e9800998ecf8427e  data/x.csv"), "manifest-malformed", MANIFEST),
        (change(TAGMANIFEST, b"\xff\xfe"), "manifest-malformed", TAGMANIFEST),
        (line(TAGMANIFEST, f"{ZERO}  data/dictionary.json"), "manifest-foreign", "data/dictionary.json"),
        (line(TAGMANIFEST, f"{ZERO}  {TAGMANIFEST}"), "manifest-foreign", TAGMANIFEST),
    ],
)  # fmt: skip
def test_harm_is_found_and_named(tmp_path: Path, harm: Callable[[Path], object], code: str, path: str) -> None:
    package = build(tmp_path)
    harm(package.path)
    verdict = verify(str(package.path))
    assert not verdict.is_valid
    if code == "manifest-malformed" and path == MANIFEST:
        assert {code for code, _ in codes(verdict)} & {"manifest-malformed", "path-unsafe"}
    else:
        assert (code, path) in codes(verdict)
    # A whole new package under the old name is found by the name, whatever else it is.
    assert not verify(str(package.path), expected=package.tagmanifest_sha256).is_valid


def test_a_manifest_without_an_entry_is_found_though_its_tagmanifest_fits(tmp_path: Path) -> None:
    bag = build(tmp_path).path
    lines = (bag / MANIFEST).read_text().splitlines(keepends=True)
    (bag / MANIFEST).write_text("".join(entry for entry in lines if "dictionary" not in entry))
    tags = {f.name: f.read_bytes() for f in bag.iterdir() if f.is_file() and f.name != TAGMANIFEST}
    (bag / TAGMANIFEST).write_bytes(write_manifest({path: sha256(data).hexdigest() for path, data in tags.items()}))
    assert codes(verify(str(bag))) == {("file-extra", "data/dictionary.json")}


def test_a_tagmanifest_that_leaves_the_manifest_out_is_found(tmp_path: Path) -> None:
    bag = build(tmp_path).path
    lines = (bag / TAGMANIFEST).read_text().splitlines(keepends=True)
    (bag / TAGMANIFEST).write_text("".join(entry for entry in lines if "  manifest" not in entry))
    assert codes(verify(str(bag))) == {("file-extra", MANIFEST)}


@pytest.mark.parametrize("is_directory", [False, True])
def test_a_link_is_refused_even_where_its_bytes_fit(tmp_path: Path, is_directory: bool) -> None:
    bag = build(tmp_path).path
    place = bag / "data" / ("tables" if is_directory else "dictionary.json")
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")
    assert ("not-a-file", place.relative_to(bag).as_posix()) in codes(verify(str(bag)))


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    bag = build(tmp_path).path
    os.mkfifo(bag / "data" / "pipe")
    assert codes(verify(str(bag))) == {("not-a-file", "data/pipe")}


def test_a_file_name_that_is_no_text_is_refused_and_printable(tmp_path: Path) -> None:
    bag = build(tmp_path).path
    (Path(os.fsdecode(os.fsencode(bag) + b"/data/\xff\x1b[2J"))).write_bytes(b"")
    verdict = verify(str(bag))
    assert {code for code, _ in codes(verdict)} == {"file-extra", "path-unsafe", "payload-oxum"}
    assert all(item.path.isprintable() for item in verdict.findings)


def test_a_whole_forged_package_is_found_by_totals_by_agreement_or_by_name(tmp_path: Path) -> None:
    package = build(tmp_path)
    other = write(balance().with_columns(building_count=pl.lit(1)), tmp_path / "forged.parquet")
    (package.path / TABLE).write_bytes(other.path.read_bytes())
    reseal(package.path)
    verdict = verify(str(package.path))
    assert [(item.code, item.path, item.en) for item in verdict.findings] == [
        ("control-totals-differ", TABLE, "control total does not match: building_count")
    ]

    foreign = write(balance(), tmp_path / "foreign.parquet", agreement_sha256="b" * 64)
    (package.path / TABLE).write_bytes(foreign.path.read_bytes())
    reseal(package.path)
    assert codes(verify(str(package.path))) == {("agreement-differs", TABLE)}

    build(tmp_path)
    (package.path / "data" / "dictionary.json").write_bytes(b'{"a": 1}')
    reseal(package.path)
    assert verify(str(package.path)).is_valid  # consistent in itself …
    assert codes(verify(str(package.path), expected=package.tagmanifest_sha256)) == {("package-differs", "")}
    (tmp_path / package.tagmanifest_sha256).mkdir()
    named = package.path.rename(tmp_path / package.tagmanifest_sha256)  # … but not under its content's address
    assert codes(verify(str(named))) == {("package-differs", "")}


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        (b"", {("control-totals", "data/control_totals.json")}),
        (b'{"tables": {}, "tables": {}}', {("control-totals", "data/control_totals.json")}),
        (b'{"tables": {}}', {("control-totals-differ", TABLE)}),
        (b"[" * 100_000, {("control-totals", "data/control_totals.json")}),
    ],
)
def test_control_totals_must_be_there_and_readable(tmp_path: Path, totals: bytes, expected: set[object]) -> None:
    bag = build(tmp_path).path
    (bag / "data" / "control_totals.json").write_bytes(totals)
    reseal(bag)
    assert codes(verify(str(bag))) == expected


def test_totals_of_a_table_that_is_not_there_are_found(tmp_path: Path) -> None:
    bag = build(tmp_path).path
    path = bag / "data" / "control_totals.json"
    totals = json.loads(path.read_bytes())
    totals["tables"]["data/tables/ghost.parquet"] = {"rows": 1, "columns": {}}
    path.write_text(json.dumps(totals))
    reseal(bag)
    assert codes(verify(str(bag))) == {("control-totals-differ", "data/tables/ghost.parquet")}


def test_a_damaged_table_under_fitting_manifests_is_found_without_its_content(tmp_path: Path) -> None:
    bag = build(tmp_path).path
    (bag / TABLE).write_bytes((bag / TABLE).read_bytes()[:-9])
    reseal(bag)
    assert codes(verify(str(bag))) == {("table-unreadable", TABLE)}


def test_a_wrong_oxum_is_found(tmp_path: Path) -> None:
    bag = build(tmp_path).path
    info = (bag / "bag-info.txt").read_text()
    reseal(bag)
    (bag / "bag-info.txt").write_text(re.sub(r"Payload-Oxum: .*", "Payload-Oxum: 1.1", info))
    tags = {f.name: f.read_bytes() for f in bag.iterdir() if f.is_file() and f.name != TAGMANIFEST}
    (bag / TAGMANIFEST).write_bytes(write_manifest({path: sha256(data).hexdigest() for path, data in tags.items()}))
    assert codes(verify(str(bag))) == {("payload-oxum", "bag-info.txt")}


def test_nothing_there_is_said(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(StadtlandError) as caught:
            verify(str(place))
        assert (caught.value.code, caught.value.exit_code) == ("package-not-found", 10)


def test_a_folder_that_is_no_package_is_invalid(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a")
    assert not verify(str(tmp_path)).is_valid
