"""`locate`: the files that a path or a glob of an agreement stands for, in name order."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePath

from schemas.errors import StadtlandError

_GLOB_MARKS = frozenset("*?[")


@dataclass(frozen=True)
class SourceFile:
    """One file of a source.

    `label` is its path as the agreement writes it: the only one that messages and records show. `below` is the part
    under the glob's fixed folder, or the file's name.
    """

    path: Path
    label: str
    below: str
    size_bytes: int

    def stamp(self) -> tuple[int, int, int]:
        """Inode, size and time of change: equal before and after reading means that nobody wrote in between."""
        state = self.path.stat()
        return state.st_ino, state.st_size, state.st_mtime_ns


def locate(written: str, *, base: Path, dataset: str) -> tuple[SourceFile, ...]:
    """Every file that the agreement's `path` names, sorted by its path below the glob's fixed folder.

    Hidden files are left out, as a shell does. Raises `source-not-found` (a path), `source-glob-empty` (a glob) or
    `source-unreadable`.
    """
    literal = base / written
    if not _GLOB_MARKS & set(written) or literal.is_file():
        if not literal.exists():
            raise StadtlandError("source-not-found", dataset=dataset, path=written)
        return (_described(literal, written, literal.name, dataset),)

    parts = PurePath(written).parts
    fixed_count = next(i for i, part in enumerate(parts) if _GLOB_MARKS & set(part))
    fixed = PurePath(*parts[:fixed_count])
    folder, pattern = base / fixed, str(PurePath(*parts[fixed_count:]))
    matches = [path for path in folder.glob(pattern) if path.is_file()] if folder.is_dir() else []
    found = {path.relative_to(folder).as_posix(): path for path in matches}
    visible = sorted(below for below in found if not any(part.startswith(".") for part in below.split("/")))
    if not visible:
        raise StadtlandError("source-glob-empty", dataset=dataset, pattern=written)
    return tuple(_described(found[below], (fixed / below).as_posix(), below, dataset) for below in visible)


def unreadable(error: OSError, *, dataset: str, label: str) -> StadtlandError:
    """The refusal of a file that the operating system will not give us, with its reason in plain words."""
    return StadtlandError(
        "source-unreadable", dataset=dataset, file=label, reason=os.strerror(error.errno or 0).lower()
    )


def _described(path: Path, label: str, below: str, dataset: str) -> SourceFile:
    try:
        with path.open("rb"):
            return SourceFile(path, label, below, path.stat().st_size)
    except OSError as error:
        raise unreadable(error, dataset=dataset, label=label) from None
