"""`fingerprint`: the SHA-256 of a source, of one file or of several, as anybody can recompute it with `sha256sum`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sources.locate import SourceFile, unreadable


@dataclass(frozen=True)
class FileDigest:
    """One source file: its name as agreed, its size and the SHA-256 of its bytes on disk."""

    name: str
    below: str
    size_bytes: int
    sha256: str


def digest(file: SourceFile, *, dataset: str) -> FileDigest:
    """Hash one file as it lies on disk."""
    try:
        with file.path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
    except OSError as error:
        raise unreadable(error, dataset=dataset, label=file.label) from None
    return FileDigest(file.label, file.below, size, found)


def fingerprint(digests: Iterable[FileDigest]) -> str:
    """One SHA-256 for the whole source.

    One file: its own. Several: that of the list `sha256sum` prints for them in name order, so that names and borders
    between the files count too: `cd counts && sha256sum */2023-*.csv | sha256sum`.
    """
    found = list(digests)
    if len(found) == 1:
        return found[0].sha256
    listing = "".join(f"{one.sha256}  {one.below}\n" for one in found)
    return hashlib.sha256(listing.encode()).hexdigest()
