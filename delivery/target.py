"""A place that packages are delivered to and read back from: a folder, or a prefix of an S3 bucket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol


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
