"""The ledger on disk: JSON lines, append-only. An answer is recorded before anybody sees it."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from schemas.errors import StadtlandError
from transforms.privacy.differential.answer import Answer
from transforms.privacy.differential.ledger import Asked, Budget, Entry, Ledger

_FIRST = "0" * 64


class LedgerFile:
    """One file, many processes: whoever answers holds its lock from reading the ledger until the record is on disk.

    A process that is killed leaves either no entry, and then no answer was released, or a whole one, and then the
    next run is given that answer; never a spent budget without an answer, nor an answer without its entry. An
    unfinished last line is cut off by the next writer. Every line holds the hash of the one before: a changed or
    missing line is noticed, except lines taken off the end, which only a copy kept elsewhere can show.
    The lock is flock(2): on a network file system use one that honours it between machines.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Ledger:
        """All entries; an absent file is an empty ledger. Errors: `ledger-damaged`, `ledger-not-written`."""
        if not self.path.exists():
            return Ledger()
        with self._locked(os.O_RDONLY, fcntl.LOCK_SH) as handle:
            return self._parse(_content(handle))[0]

    def answer(
        self,
        asked: Asked,
        cost: Budget,
        budget: Budget,
        draw: Callable[[], Answer],
        *,
        released_sha256: Callable[[Answer], str] | None = None,
    ) -> Entry:
        """The recorded entry of this question; else the drawn answer, once it is recorded.

        `draw` is called only where the budget allows it, and at most once. Errors: `privacy-budget-exceeded`,
        `ledger-damaged`, `ledger-not-written`, and those of `draw`; after any of them nothing was spent.
        """
        is_new = not self.path.exists()
        with self._told():
            self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._locked(os.O_RDWR | os.O_CREAT, fcntl.LOCK_EX) as handle:
            content = _content(handle)
            ledger, whole, last = self._parse(content)
            if (recorded := ledger.find(asked)) is not None:
                with self._told():
                    self._settle(handle, is_new=True)  # whoever wrote it may have been killed before it was on disk
                return recorded
            ledger.refuse_beyond(asked, cost, budget)
            drawn = draw()
            if (drawn.epsilon, drawn.delta) != (cost.epsilon, cost.delta):
                raise ValueError("the answer does not cost what was asked for")
            entry = Entry(asked, drawn, released_sha256(drawn) if released_sha256 else None)
            ledger.spend(entry, budget)
            line = _line(entry, number=len(ledger.entries) + 1, previous=last)
            with self._told():
                self._append(handle, line, after=whole, is_new=is_new or not whole)
            return entry

    def _append(self, handle: int, line: bytes, *, after: int, is_new: bool) -> None:
        os.ftruncate(handle, after)
        os.lseek(handle, after, os.SEEK_SET)
        try:
            written = os.write(handle, line)
            if written != len(line):
                raise OSError(errno.ENOSPC, "short write")
            self._settle(handle, is_new=is_new)
        except OSError:
            os.ftruncate(handle, after)  # not released, so not spent
            raise

    def _settle(self, handle: int, *, is_new: bool) -> None:
        os.fsync(handle)
        if is_new:
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _parse(self, content: bytes) -> tuple[Ledger, int, str]:
        """Ledger, bytes of whole lines, hash of the last one."""
        whole = content.rfind(b"\n") + 1
        entries: list[Entry] = []
        last = _FIRST
        for number, line in enumerate(content[:whole].splitlines(keepends=True), start=1):
            entry = _entry(line, number, last)
            if entry is None:
                raise StadtlandError("ledger-damaged", file=str(self.path), line=number)
            entries.append(entry)
            last = hashlib.sha256(line).hexdigest()
        return Ledger(tuple(entries)), whole, last

    @contextmanager
    def _locked(self, flags: int, lock: int) -> Iterator[int]:
        with self._told():
            handle = os.open(self.path, flags, 0o640)
        try:
            with self._told():
                fcntl.flock(handle, lock)
            yield handle
        finally:
            os.close(handle)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
            raise StadtlandError("ledger-not-written", file=str(self.path), reason=reason) from None


def _content(handle: int) -> bytes:
    with os.fdopen(os.dup(handle), "rb") as reading:
        reading.seek(0)
        return reading.read()


def _line(entry: Entry, *, number: int, previous: str) -> bytes:
    plain = {
        "entry": number,
        "previous": previous,
        "agreement": entry.asked.agreement,
        "period": entry.asked.period,
        "question": entry.asked.question,
        "question_sha256": entry.asked.question_sha256,
        "population": entry.asked.population,
        "answer": entry.answer.as_dict(),
        "released_sha256": entry.released_sha256,
    }
    return (json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _entry(line: bytes, number: int, previous: str) -> Entry | None:
    try:
        plain: dict[str, Any] = json.loads(line)
        asked = Asked(
            plain["agreement"], plain["period"], plain["question"], plain["question_sha256"], plain.get("population")
        )
        entry = Entry(asked, Answer.from_dict(plain["answer"]), plain["released_sha256"])
    except (ValueError, KeyError, TypeError, ArithmeticError):
        return None
    return entry if (plain["entry"], plain["previous"]) == (number, previous) else None
