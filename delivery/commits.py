"""The commits of one agreement and period: commit-0001.json makes a delivery exist, a later one corrects it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from delivery.package import Package
from delivery.target import Target
from schemas.errors import StadtlandError

FORMAT = "stadtland-delivery/1"
_NAME = re.compile(r"commit-(\d{4})\.json")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LARGEST = 16 << 20


@dataclass(frozen=True)
class Commit:
    """One commit object: which package it makes the delivered one, by the package's name, and its exact content."""

    number: int
    package: str
    content: bytes

    @property
    def name(self) -> str:
        """The object's name beside the packages."""
        return f"commit-{self.number:04}.json"

    @property
    def terms(self) -> dict[str, Any]:
        """What it says."""
        terms: dict[str, Any] = json.loads(self.content)
        return terms


def read_commits(target: Target, folder: str) -> list[Commit]:
    """All commits below `<agreement>/<period>`, the first first.

    A gap in the numbers, or content that is no commit, is `delivery-commit-unreadable`: somebody else wrote there.
    """
    # The packages lie below the same prefix; their names cannot be mistaken for a commit's.
    names = sorted(found.path for found in target.files(folder) if _NAME.fullmatch(found.path))
    commits = []
    for number, name in enumerate(names, start=1):
        with target.open(f"{folder}/{name}" if folder else name) as opened:
            content = _read(opened)
        package = _package(content)
        if package is None or name != f"commit-{number:04}.json":
            raise StadtlandError("delivery-commit-unreadable", target=target.url, commit=name)
        commits.append(Commit(number, package, content))
    return commits


def next_commit(commits: list[Commit], package: Package, correction: str | None) -> Commit:
    """The commit that makes `package` the delivered one: always the same bytes for the same history and reason."""
    terms: dict[str, Any] = {
        "format": FORMAT,
        "agreement": package.agreement,
        "agreement_sha256": package.agreement_sha256,
        "period": package.period,
        "package": package.tagmanifest_sha256,
        "size_bytes": package.size_bytes,
        "supersedes": None,
        "files": [{"path": file.path, "sha256": file.sha256, "size_bytes": file.size_bytes} for file in package.files],
    }
    if commits:
        last = commits[-1]
        terms["supersedes"] = {"commit": last.name, "package": last.package, "reason": correction}
    content = json.dumps(terms, ensure_ascii=False, indent=2).encode() + b"\n"
    return Commit(len(commits) + 1, package.tagmanifest_sha256, content)


def _read(opened: Any) -> bytes:
    content = b""
    while len(content) <= _LARGEST and (piece := opened.read(1 << 20)):
        content += piece
    return content


def _package(content: bytes) -> str | None:
    try:
        terms = json.loads(content)
    except ValueError:
        return None
    package = terms.get("package") if isinstance(terms, dict) and terms.get("format") == FORMAT else None
    return package if isinstance(package, str) and _SHA256.fullmatch(package) else None
