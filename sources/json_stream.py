"""`JsonStream`: the records of a JSON file, one after the other, without holding the file in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from schemas.agreement import JsonSource
from schemas.errors import StadtlandError
from sources.transcode import to_utf8, undecodable_lines

_BLANKS = " \t\r\n"
_CUT_CHARACTERS = 16
"""A value that breaks off within this many characters of the text read so far may only be cut there."""


class Number(str):
    """A number of a JSON file, as the digits it was written with."""

    __slots__ = ()


class JsonStream:
    """One JSON file. `records` yields its objects; keys as written, numbers as `Number`."""

    def __init__(self, chunks: Iterator[bytes], *, dataset: str, file: str) -> None:
        self._chunks = to_utf8(chunks, "utf-8")
        self._dataset = dataset
        self._file = file
        self._text = ""
        self._at = 0
        self._line = 1
        self._cut = b""  # the first bytes of a line that goes on in the next chunk
        self._has_ended = False
        self._decoder = json.JSONDecoder(
            parse_float=Number, parse_int=Number, parse_constant=Number, object_pairs_hook=self._object
        )

    def records(self, source: JsonSource) -> Iterator[dict[str, Any]]:
        """Every record in the order of the file."""
        values = self._lines() if source.lines else self._array(source.records)
        for number, value in enumerate(values, start=1):
            if not isinstance(value, dict):
                raise self._error("records-not-objects", record=number)
            yield value

    def _lines(self) -> Iterator[Any]:
        while self._peek():
            yield self._value()
            end = self._skip_blanks()
            if end < len(self._text) and "\n" not in self._text[self._at : end]:
                raise self._broken()

    def _array(self, pointer: str) -> Iterator[Any]:
        for token in pointer.split("/")[1:]:
            self._descend(token.replace("~1", "/").replace("~0", "~"), pointer)
        if not self._peek():
            raise self._error("source-empty")
        if not self._has("["):
            raise self._error("records-not-found", pointer=pointer or "/")
        yield from self._items("]")
        if not pointer and self._peek():
            raise self._broken()
        for _ in self._chunks:  # what comes after the records still belongs to the file's hash
            pass

    def _items(self, end: str) -> Iterator[Any]:
        if self._has(end):
            return
        while True:
            yield self._value()
            if self._has(end):
                return
            self._expect(",")

    def _descend(self, token: str, pointer: str) -> None:
        """Stand before the value of a key of the object that comes next."""
        if self._has("{") and not self._has("}"):
            while True:
                key = self._value()
                self._expect(":")
                if key == token:
                    return
                self._value()
                if self._has("}"):
                    break
                self._expect(",")
        raise self._error("records-not-found", pointer=pointer)

    def _value(self) -> Any:
        self._at = self._skip_blanks()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
                if end < len(self._text) or self._has_ended or not self._read_on():
                    self._at = end
                    return value
            except json.JSONDecodeError as fault:
                may_be_cut = fault.msg.startswith("Unterminated") or fault.pos > len(self._text) - _CUT_CHARACTERS
                if not (may_be_cut and self._read_on()):
                    self._at = min(fault.pos, len(self._text))
                    raise self._broken() from None

    def _has(self, mark: str) -> bool:
        """Whether this mark comes next, and then step over it."""
        if self._peek() != mark:
            return False
        self._at += 1
        return True

    def _expect(self, mark: str) -> None:
        if not self._has(mark):
            raise self._broken()

    def _peek(self) -> str:
        at = self._skip_blanks()
        self._at = at
        return self._text[at : at + 1]

    def _skip_blanks(self) -> int:
        at = self._at
        while True:
            while at < len(self._text) and self._text[at] in _BLANKS:
                at += 1
            if at < len(self._text):
                return at
            before = self._at
            if not self._read_on():
                return at
            at -= before - self._at

    def _read_on(self) -> bool:
        """Drop what is read, append the next whole lines; False at the end of the file."""
        if self._has_ended:
            return False
        chunk = next(self._chunks, None)
        self._has_ended = chunk is None
        data = self._cut + (chunk or b"")
        # Cutting at an ASCII byte never cuts a character in two; without one in reach, wait for the next chunk.
        end = len(data) if self._has_ended else max(data.rfind(mark) for mark in (b"\n", b",", b"}", b" ")) + 1
        self._cut = data[end:]
        if faulty := undecodable_lines(data[:end]):
            first = self._line + self._text.count("\n") + faulty[0]
            raise self._error("source-undecodable", encoding="utf-8", lines=len(faulty), first_line=first)
        self._line += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :] + data[:end].decode("utf-8")
        self._at = 0
        return True

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            raise self._error("column-duplicate", columns=", ".join(key for key in found if keys.count(key) > 1))
        return found

    def _broken(self) -> StadtlandError:
        return self._error("json-broken", line=self._line + self._text.count("\n", 0, self._at))

    def _error(self, code: str, **facts: str | int) -> StadtlandError:
        return StadtlandError(code, dataset=self._dataset, file=self._file, **facts)
