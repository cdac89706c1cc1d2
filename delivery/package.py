"""One package: a BagIt 1.0 bag of released tables and documents, the same inputs giving the same bytes."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from delivery.control_totals import CONTROL_TOTALS, control_totals
from delivery.instructions import instructions
from delivery.manifest import write_manifest
from delivery.safe_path import colliding, is_own_path
from schemas.errors import StadtlandError

if TYPE_CHECKING:
    from delivery.table import TableFile

MANIFEST = "manifest-sha256.txt"
TAGMANIFEST = "tagmanifest-sha256.txt"
BAG_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

_LABEL = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_OWN_LABELS = ("Payload-Oxum", "Stadtland-Agreement", "Stadtland-Agreement-SHA256", "Stadtland-Period")


@dataclass(frozen=True)
class PackageFile:
    """One file of a package: its path below the bag, its SHA-256, its size."""

    path: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True)
class Package:
    """One built bag. `tagmanifest_sha256` is its name: it stands for every byte of every file."""

    path: Path
    tagmanifest_sha256: str
    files: tuple[PackageFile, ...]
    size_bytes: int
    agreement: str
    agreement_sha256: str
    period: str


def build_package(
    folder: Path,
    *,
    tables: Sequence[TableFile],
    documents: Mapping[str, bytes | Path],
    info: Mapping[str, str],
    agreement: str,
    agreement_sha256: str,
    period: str,
) -> Package:
    """Build the bag at `folder`; whole or not at all, and a bag of other content that stood there is replaced.

    `documents` are further payload files by their path inside `data/`. `info` are lines of bag-info.txt; the
    agreement, its hash, the period and Payload-Oxum are added. No date is: the bag says nothing of when it was made,
    so that a repeated run makes the same bytes. Control totals are computed from the packaged bytes.

    Errors: `package-path-refused`, `package-info-refused`, `package-file-missing`, `package-table-changed` (a table's
    bytes are no longer those that were written).
    """
    tags = {
        **_checked(info),
        "Stadtland-Agreement": agreement,
        "Stadtland-Agreement-SHA256": agreement_sha256,
        "Stadtland-Period": period,
    }
    sources: dict[str, bytes | Path] = {f"tables/{table.table}.parquet": table.path for table in tables}
    _refuse_paths([*(f"tables/{table.table}.parquet" for table in tables), *documents, CONTROL_TOTALS])
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder.parent):
        building = folder.with_name(f".{folder.name}.building")
        replaced = folder.with_name(f".{folder.name}.replaced")
        for leftover in (building, replaced):  # of a run that was killed
            shutil.rmtree(leftover, ignore_errors=True)
        try:
            package = _fill(building, {**sources, **documents}, tables, tags)
            if folder.exists():
                folder.replace(replaced)
            building.replace(folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)
            shutil.rmtree(replaced, ignore_errors=True)
    files = tuple(sorted(package, key=lambda file: file.path))
    name = next(file.sha256 for file in files if file.path == TAGMANIFEST)
    size = sum(file.size_bytes for file in files)
    return Package(folder, name, files, size, agreement, agreement_sha256, period)


def _fill(
    bag: Path, sources: Mapping[str, bytes | Path], tables: Sequence[TableFile], tags: Mapping[str, str]
) -> list[PackageFile]:
    payload = [_put(bag, f"data/{path}", content) for path, content in sources.items()]
    digests = {file.path: file.sha256 for file in payload}
    totals = {}
    for table in tables:
        path = f"data/tables/{table.table}.parquet"
        if digests[path] != table.sha256:
            raise StadtlandError("package-table-changed", table=table.table)
        totals[path] = control_totals(bag / path)
    content = json.dumps({"tables": dict(sorted(totals.items()))}, ensure_ascii=False, indent=2).encode() + b"\n"
    payload.append(_put(bag, f"data/{CONTROL_TOTALS}", content))

    oxum = f"{sum(file.size_bytes for file in payload)}.{len(payload)}"
    lines = {**tags, "Payload-Oxum": oxum}
    about = instructions(
        agreement=tags["Stadtland-Agreement"],
        agreement_sha256=tags["Stadtland-Agreement-SHA256"],
        period=tags["Stadtland-Period"],
        has_charts=any(path.startswith("charts/") for path in sources),
    )
    tag_files = [
        _put(bag, "bagit.txt", BAG_DECLARATION),
        _put(bag, "bag-info.txt", "".join(f"{label}: {value}\n" for label, value in lines.items()).encode()),
        _put(bag, "README.txt", about),
        _put(bag, MANIFEST, write_manifest({file.path: file.sha256 for file in payload})),
    ]
    tag_files.append(_put(bag, TAGMANIFEST, write_manifest({file.path: file.sha256 for file in tag_files})))
    return payload + tag_files


def _put(bag: Path, path: str, content: bytes | Path) -> PackageFile:
    target = bag / path
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    size = 0
    with target.open("xb") as written:
        for piece in _pieces(path, content):
            written.write(piece)
            digest.update(piece)
            size += len(piece)
        written.flush()
        os.fsync(written.fileno())
    return PackageFile(path, digest.hexdigest(), size)


def _pieces(path: str, content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    try:
        with content.open("rb") as source:
            while piece := source.read(1 << 20):
                yield piece
    except OSError as error:
        raise StadtlandError("package-file-missing", file=path, reason=type(error).__name__) from None


def _checked(info: Mapping[str, str]) -> dict[str, str]:
    for label, value in info.items():
        is_line = _LABEL.fullmatch(label) and value == value.strip() and value.isprintable() and value
        if not is_line or label.lower() in {own.lower() for own in _OWN_LABELS}:
            raise StadtlandError("package-info-refused", label=label)
    return dict(info)


def _refuse_paths(paths: Sequence[str]) -> None:
    twice = {path for path in paths if paths.count(path) > 1}
    for path in paths:
        if not is_own_path(path) or path in twice:
            raise StadtlandError("package-path-refused", path=ascii(path))
    for path in colliding(paths):
        raise StadtlandError("package-path-refused", path=ascii(path))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    # One build at a time in an outbox; the lock goes with the process, so a killed one leaves nothing behind.
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
