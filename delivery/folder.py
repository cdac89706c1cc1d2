"""A folder as a target: files appear whole by renaming, and a commit by a link that only the first can make."""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from delivery.target import Found
from schemas.errors import StadtlandError

INCOMING = ".incoming"
"""Where files are written before they are renamed into place: never part of a package."""

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


class FolderTarget:
    """One folder. Works on any file system with atomic renames and hard links, a network share included."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.url = str(self.root)

    def files(self, prefix: str) -> Iterator[Found]:
        """Everything below the prefix except folders; links are named, never followed."""
        start = self.root / prefix
        with self._told("list"):
            for folder, folders, names in os.walk(start, onerror=_raise_unless_missing):
                here = Path(folder)
                if here == self.root and INCOMING in folders:
                    folders.remove(INCOMING)
                linked = [name for name in folders if (here / name).is_symlink()]
                for name in names + linked:
                    state = (here / name).lstat()
                    kind = stat.S_IFMT(state.st_mode)
                    yield Found(
                        (here / name).relative_to(start).as_posix(),
                        state.st_size,
                        "file" if kind == stat.S_IFREG else "link" if kind == stat.S_IFLNK else "other",
                    )

    @contextmanager
    def open(self, path: str) -> Iterator[IO[bytes]]:
        """The bytes of one plain file; a link in its place is not followed."""
        with self._told("read"):
            handle = os.open(self.root / path, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(handle, "rb") as opened:
            yield opened

    def put_file(self, path: str, source: Path, *, sha256: str) -> None:
        """Copy to a file of another name, then rename; `sha256` is for targets that check it on arrival."""
        del sha256
        with self._told("write"), self._partial() as partial:
            with source.open("rb") as reading, partial.open("wb") as writing:
                shutil.copyfileobj(reading, writing, 1 << 20)
                _settle(writing)
            target = self._place(path)
            partial.replace(target)
            _settle_folder(target.parent)

    def put_new(self, path: str, content: bytes) -> bool:
        """Write elsewhere, then link to the path: whole, and refused by the file system if something stands there."""
        with self._told("commit"), self._partial() as partial:
            with partial.open("wb") as writing:
                writing.write(content)
                _settle(writing)
            target = self._place(path)
            try:
                os.link(partial, target)
            except FileExistsError:
                return False
            except OSError as error:
                if error.errno in _NO_LINKS:
                    raise StadtlandError("target-cannot-commit", target=self.url) from None
                raise
            _settle_folder(target.parent)
            return True

    def tidy(self, prefix: str) -> None:
        """Remove the files that killed processes were writing; one that a living process writes is locked and stays."""
        del prefix  # they have no place yet
        incoming = self.root / INCOMING
        with self._told("tidy"):
            for leftover in sorted(incoming.iterdir()) if incoming.is_dir() else ():
                with suppress(FileNotFoundError, BlockingIOError), leftover.open("rb") as opened:
                    fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    leftover.unlink()
            with suppress(OSError):  # not empty: somebody else is delivering
                incoming.rmdir()

    def close(self) -> None:
        """Nothing is held."""

    @contextmanager
    def _partial(self) -> Iterator[Path]:
        incoming = self.root / INCOMING
        handle, partial = self._new_partial(incoming)
        try:
            yield partial
        finally:
            partial.unlink(missing_ok=True)
            os.close(handle)
            with suppress(OSError):
                incoming.rmdir()

    @staticmethod
    def _new_partial(incoming: Path) -> tuple[int, Path]:
        # Another process may remove the empty folder, or take the new file for a leftover before it is locked.
        while True:
            try:
                incoming.mkdir(parents=True, exist_ok=True)
            except FileExistsError:
                # It was there and is gone again: mkdir looks twice. A file in its place is another matter.
                if incoming.exists() and not incoming.is_dir():
                    raise
                continue
            with suppress(FileNotFoundError):
                partial = incoming / secrets.token_hex(16)
                handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
                fcntl.flock(handle, fcntl.LOCK_EX)
                if partial.exists():
                    return handle, partial
                os.close(handle)

    def _place(self, path: str) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    @contextmanager
    def _told(self, action: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError as error:
            name = errno.errorcode.get(error.errno or 0, type(error).__name__)
            if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise StadtlandError("target-refused", target=self.url, action=action, reason=name) from None
            raise StadtlandError("target-failed", target=self.url, action=action, reason=name) from None


def _raise_unless_missing(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def _settle(opened: IO[bytes]) -> None:
    opened.flush()
    os.fsync(opened.fileno())


def _settle_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
