"""Verify one package where it lies: every byte against its manifests, nothing missing, nothing added."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from delivery.check_bag import bag_info, check_bag
from delivery.check_tables import check_tables
from delivery.commits import Commit, read_commits
from delivery.findings import Finding, finding
from delivery.open_target import open_target
from delivery.package import TAGMANIFEST
from delivery.read_bag import BagContent, read_bag
from delivery.target import Target
from schemas.errors import StadtlandError

_ADDRESS = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Verification:
    """The verdict on one package. `files` and `size_bytes` count all that was read, tag files included."""

    location: str
    is_valid: bool
    findings: tuple[Finding, ...]
    files: int
    size_bytes: int
    tagmanifest_sha256: str | None
    agreement: str | None
    agreement_sha256: str | None
    period: str | None
    rows: Mapping[str, int]
    """Rows by table, as counted in the Parquet files."""


def verify(
    location: str | Target, *, expected: str | None = None, progress: Callable[[int], None] | None = None
) -> Verification:
    """Verify the package at a folder or at `s3://bucket/prefix`; at a delivery, the package of its latest commit.

    Refuses a changed, missing or added file, `fetch.txt`, links and paths that could leave the package, manifests that
    are missing, incomplete, weak or ambiguous, and control totals that the tables do not give. The package's name (the
    SHA-256 of its tag manifest) is compared with `expected`, with the commit, and with the name of the folder where
    that is a hash; without any of these, a package replaced as a whole is consistent in itself and passes.
    `progress` is told the bytes read.

    Errors: `package-not-found` where nothing lies, `delivery-commit-unreadable`, and those of the target.
    """
    tell = progress or (lambda _: None)
    if isinstance(location, str):
        with closing(open_target(location)) as target:
            return _verify(target, expected, tell)
    return _verify(location, expected, tell)


def _verify(target: Target, expected: str | None, tell: Callable[[int], None]) -> Verification:
    commit = _latest_commit(target)
    with TemporaryDirectory(prefix="stadtland-verify-") as scratch:
        bag = read_bag(target, commit.package if commit else "", scratch=Path(scratch), tell=tell)
        if not bag.found and commit is None:
            raise StadtlandError("package-not-found", location=target.url)
        info = bag_info(bag)
        found = {*check_bag(bag), *_name(bag, expected, commit)}
        changed = {item.path for item in found if item.code in ("file-changed", "file-extra")}
        rows, of_tables = check_tables(bag, info.get("Stadtland-Agreement-SHA256"), skip=changed)
        found.update(of_tables)
    findings = tuple(sorted(found, key=lambda item: (item.path, item.code, item.en)))
    return Verification(
        location=bag.url,
        is_valid=not findings,
        findings=findings,
        files=len(bag.digests),
        size_bytes=sum(bag.sizes.values()),
        tagmanifest_sha256=bag.digests.get(TAGMANIFEST),
        agreement=info.get("Stadtland-Agreement"),
        agreement_sha256=info.get("Stadtland-Agreement-SHA256"),
        period=info.get("Stadtland-Period"),
        rows=rows,
    )


def _latest_commit(target: Target) -> Commit | None:
    # A bag is a bag even if somebody put a commit into it (that is then one file too many).
    if any(item.path == "bagit.txt" for item in target.files("")):
        return None
    commits = read_commits(target, "")
    return commits[-1] if commits else None


def _name(bag: BagContent, expected: str | None, commit: Commit | None) -> Iterator[Finding]:
    name = bag.digests.get(TAGMANIFEST, "")
    folder = bag.url.rstrip("/").rsplit("/", 1)[-1]
    wanted = [expected.strip().lower()] if expected else []
    wanted += [folder] if _ADDRESS.fullmatch(folder) else []
    for address in sorted({address for address in wanted if address != name}):
        yield finding("package-differs", found=name[:16] or "?", expected=address[:16])
    if commit is not None and not _names_all(commit, bag):
        yield finding("commit-differs", commit.name)


def _names_all(commit: Commit, bag: BagContent) -> bool:
    try:
        listed = {file["path"]: file["sha256"] for file in json.loads(commit.content)["files"]}
    except (ValueError, KeyError, TypeError):
        return False
    return listed == dict(bag.digests)
