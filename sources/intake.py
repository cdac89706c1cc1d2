"""`Intake`: the restricted folder of snapshots, and the record of what was read from where.

    <sha256>.parquet           one snapshot; its name is the SHA-256 of its bytes; never written again
    <sha256>.json              beside it: every reading that gave exactly these rows
    index/<terms>/<source>.json   one reading, by the terms and the source's SHA-256: what makes reading twice needless

Everything is written under a temporary name and then renamed, snapshot first, index last: a run that is killed leaves
at most a temporary file, which the next reading of the same dataset overwrites. One lock per terms makes two runs
that want the same dataset read it once.

The hash of the source is the truth about it being unchanged. Size and time of change would be quicker to compare, but
they can be equal for different bytes, and hashing costs less than a tenth of reading.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from schemas.errors import StadtlandError

Reading = dict[str, Any]
"""One reading as JSON: dataset, source, files, hashes, rows, columns, columns dropped, time."""


class Intake:
    """One intake folder, made when absent, closed to others."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)

    @contextmanager
    def reading(self, terms: str) -> Iterator[Path]:
        """Hold the dataset's lock; gives the temporary file to write the snapshot to. It is gone afterwards."""
        shelf = self._shelf(terms)
        shelf.mkdir(parents=True, exist_ok=True)
        temporary = self._folder / f".{terms[:16]}.partial"
        with (shelf / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            temporary.unlink(missing_ok=True)
            try:
                yield temporary
            finally:
                temporary.unlink(missing_ok=True)

    def sizes(self, terms: str) -> set[int]:
        """Sizes in bytes of the sources that were read under these terms: another size is certainly another source."""
        return {json.loads(entry.read_bytes())["source_size_bytes"] for entry in self._shelf(terms).glob("*.json")}

    def find(self, terms: str, source_sha256: str) -> Reading | None:
        """The reading of exactly this source under these terms, if its snapshot is still there.

        Raises `snapshot-damaged` when the snapshot's bytes are not what its name says.
        """
        entry = self._shelf(terms) / f"{source_sha256}.json"
        if not entry.is_file():
            return None
        reading: Reading = json.loads(entry.read_bytes())
        snapshot = self.path(reading["sha256"])
        if not snapshot.is_file():
            return None
        if file_sha256(snapshot) != reading["sha256"]:
            raise StadtlandError("snapshot-damaged", dataset=reading["dataset"], snapshot=snapshot.name)
        return reading

    def path(self, sha256: str) -> Path:
        """Where the snapshot with this hash lies."""
        return self._folder / f"{sha256}.parquet"

    def keep(self, temporary: Path, terms: str, reading: Reading) -> None:
        """Move a finished snapshot to its name and record the reading, each step all or nothing."""
        temporary.chmod(0o400)
        _flush(temporary)
        temporary.replace(self.path(reading["sha256"]))
        sidecar = self._folder / f"{reading['sha256']}.json"
        earlier = json.loads(sidecar.read_bytes())["readings"] if sidecar.is_file() else []
        others = [one for one in earlier if _which(one) != _which(reading)]
        _write(sidecar, {"sha256": reading["sha256"], "readings": [*others, reading]})
        _write(self._shelf(terms) / f"{reading['source_sha256']}.json", reading)

    def _shelf(self, terms: str) -> Path:
        return self._folder / "index" / terms


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _which(reading: Reading) -> tuple[str, str]:
    return reading["dataset"], reading["source_sha256"]


def _write(path: Path, content: object) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.partial")
    temporary.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    _flush(temporary)
    temporary.replace(path)


def _flush(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
