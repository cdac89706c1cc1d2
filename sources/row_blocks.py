"""`RowBlocks`: a stream of UTF-8 bytes, cut into blocks that hold whole rows, without preamble and footer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_ROW_BYTES = 64 << 20
"""A row that does not end within this many bytes is not a row: a quote was opened and never closed."""


class StrayQuoteError(Exception):
    """Quote marks that do not open and close whole fields: rows cannot be told apart by counting quotes."""


@dataclass(frozen=True)
class Block:
    """Whole rows, and the number of the line in the file that they begin with."""

    first_line: int
    data: bytes


class RowBlocks:
    """Blocks of one file. A line end inside quotes does not end a row; `quote` None means that every line end does.

    `preamble_rows` and `footer_rows` are lines of the file. Blank lines after the last row are not counted as footer.
    A file whose only line ends are CR (old Macs) is read as if they were LF.
    """

    def __init__(
        self, chunks: Iterator[bytes], *, quote: bytes | None, preamble_rows: int = 0, footer_rows: int = 0
    ) -> None:
        self.quote = quote
        self._footer_rows = footer_rows
        self._chunks = _with_line_feeds(chunks)
        self._rest = b""
        self._line = 1
        self._has_ended = False
        for _ in range(preamble_rows):
            self._take(self._line_end())

    def first_row(self) -> Block:
        """The header: the first row that is not blank. Empty where there is none."""
        while True:
            taken = self._take(self._row_end())
            if taken.data.strip() or not taken.data:
                return taken

    def __iter__(self) -> Iterator[Block]:
        while not self._has_ended or self._rest:
            end = self._last_row_end(_before_footer(self._rest, self._footer_rows))
            if end:
                yield self._take(end)
            elif self._has_ended:
                yield self._all_but_footer()
            elif len(self._rest) > LONGEST_ROW_BYTES:
                raise StrayQuoteError
            self._read_on()

    def _all_but_footer(self) -> Block:
        block = self._take(_before_footer(self._rest, self._footer_rows))
        self._rest = b""
        return block

    def _read_on(self) -> bool:
        chunk = next(self._chunks, None)
        self._has_ended = chunk is None
        self._rest += chunk or b""
        return not self._has_ended

    def _take(self, end: int) -> Block:
        block = Block(self._line, self._rest[:end])
        self._line += block.data.count(b"\n")
        self._rest = self._rest[end:]
        return block

    def _line_end(self) -> int:
        while (end := self._rest.find(b"\n")) < 0:
            if not self._read_on():
                return len(self._rest)
        return end + 1

    def _row_end(self) -> int:
        """Where the first row ends; the whole rest where no line end is outside quotes."""
        position = quotes = 0
        while True:
            found = self._rest.find(b"\n", position)
            if found < 0:
                if len(self._rest) > LONGEST_ROW_BYTES:
                    raise StrayQuoteError
                if not self._read_on():
                    return len(self._rest)
                continue
            if self.quote is not None:
                quotes += self._rest.count(self.quote, position, found)
            position = found + 1
            if quotes % 2 == 0:
                return position

    def _last_row_end(self, limit: int) -> int:
        """Where the last whole row before `limit` ends: the last line end that an even number of quotes precedes."""
        if self.quote is None or self._rest.find(self.quote, 0, limit) < 0:
            return self._rest.rfind(b"\n", 0, limit) + 1
        before = self._rest.count(self.quote, 0, limit)
        position = limit
        while (found := self._rest.rfind(b"\n", 0, position)) >= 0:
            before -= self._rest.count(self.quote, found, position)
            if before % 2 == 0:
                return found + 1
            position = found
        return 0


def _before_footer(rest: bytes, footer_rows: int) -> int:
    """Where the footer begins if the file ended here: before the last `footer_rows` lines that are not blank."""
    position = len(rest)
    while footer_rows and position:
        start = rest.rfind(b"\n", 0, position - 1) + 1
        footer_rows -= bool(rest[start:position].strip())
        position = start
    return position


def _with_line_feeds(chunks: Iterator[bytes]) -> Iterator[bytes]:
    first = next(chunks, b"")
    if b"\n" in first or b"\r" not in first:
        yield first
        yield from chunks
        return
    yield first.replace(b"\r", b"\n")
    for chunk in chunks:
        yield chunk.replace(b"\r", b"\n")
