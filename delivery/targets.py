"""A place that packages are delivered to and read back from: a folder, or a prefix of an S3 bucket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from schemas.errors import StadtlandError

_S3 = re.compile(r"s3://(?P<bucket>[a-zA-Z0-9][a-zA-Z0-9.\-_]{1,254})(?:/(?P<prefix>.*))?")


@dataclass(frozen=True)
class Found:
    """One thing that lies at a target: its path below the asked prefix, its size, and what it is."""

    path: str
    size_bytes: int
    kind: Literal["file", "link", "other"] = "file"


class Readable(Protocol):
    """An open file or object."""

    def read(self, amount: int, /) -> bytes:
        """At most `amount` bytes, none at the end."""


class Target(Protocol):
    """What delivery and verification ask of a place. Paths are relative, parted by `/`."""

    url: str
    """Where it is, for people; holds no secret."""

    def files(self, prefix: str) -> Iterator[Found]:
        """Everything below a prefix, in no order; what is no plain file is named too. Nothing there gives nothing."""

    def open(self, path: str) -> AbstractContextManager[Readable]:
        """The bytes of one file; `FileNotFoundError` where there is none."""

    def put_file(self, path: str, source: Path, *, sha256: str) -> None:
        """Copy a file there, replacing what stands at the path; other readers see it whole or not at all."""

    def put_new(self, path: str, content: bytes) -> bool:
        """Write a small file if and only if nothing stands at the path; False where something does."""

    def tidy(self, prefix: str) -> None:
        """Remove what interrupted calls of `put_file` below the prefix left behind."""

    def close(self) -> None:
        """Let go of connections."""


def open_target(location: str, *, base: Path | None = None) -> Target:
    """The target at `s3://bucket/prefix`, `folder:PATH` or a plain path; a relative one lies below `base`.

    Nothing is contacted yet. S3 endpoint, region and credentials come from the standard AWS variables and files.
    Anything else is `target-not-understood`.
    """
    if location.startswith("s3://"):
        place = _S3.fullmatch(location)
        prefix = (place["prefix"] or "").strip("/") if place else ""
        if place is None or any(part in ("", ".", "..") for part in prefix.split("/") if prefix):
            raise StadtlandError("target-not-understood", target=location)
        from delivery.s3 import S3Target

        return S3Target(place["bucket"], prefix)
    if "://" in location or not location.removeprefix("folder:"):
        raise StadtlandError("target-not-understood", target=location.partition("://")[0])
    from delivery.folder import FolderTarget

    path = Path(location.removeprefix("folder:")).expanduser()
    return FolderTarget(path if path.is_absolute() or base is None else base / path)
