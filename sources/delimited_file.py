"""`DelimitedFile`: one file of delimited text, from its bytes to frames of agreed columns."""

from __future__ import annotations

import codecs
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice

import polars as pl

from schemas.agreement import CsvSource
from schemas.errors import StadtlandError
from sources.byte_stream import ByteStream
from sources.careful_rows import careful_rows
from sources.double_encoding import may_hold_double_encoding, repaired
from sources.fingerprint import FileDigest
from sources.locate import SourceFile
from sources.row_blocks import Block, RowBlocks, StrayQuoteError
from sources.row_shape import Shape, shape_of
from sources.transcode import DOUBLE_ENCODED, to_utf8, undecodable_lines

_ROWS_AT_A_TIME = 50_000
"""Rows per frame where they are read one by one."""

_MARK = codecs.BOM_UTF8


class DelimitedFile:
    """One file, read once: first `header`, then `frames`, then `digest`.

    Faults are counted to the end of the file and then raised with the number of lines and the first of them:
    `source-undecodable` before `source-rows-ragged`.
    """

    def __init__(self, file: SourceFile, source: CsvSource, *, dataset: str) -> None:
        self.may_be_double_encoded = False
        self._file = file
        self._source = source
        self._dataset = dataset
        self._quote = source.quote or None
        self._is_simple = source.delimiter.isascii() and (self._quote or "").isascii()
        self._bytes = ByteStream(file, source.compression, dataset=dataset)
        self._blocks = RowBlocks(
            to_utf8(iter(self._bytes), source.encoding),
            quote=self._quote.encode() if self._quote else None,
            preamble_rows=source.preamble_rows,
            footer_rows=source.footer_rows,
        )
        self._undecodable = _Lines()
        self._ragged = _Lines()

    def header(self) -> list[str] | None:
        """The provider's column names, without surrounding blanks; None where the file has no header row."""
        try:
            row = self._blocks.first_row()
        except StrayQuoteError:
            raise self._error("source-quotes-broken", line=self._source.preamble_rows + 1) from None
        row = self._mended(row)
        self._raise_faults()
        try:
            names = next(self._rows_of(iter([row])), (0, []))[1]
        except StadtlandError:
            text = row.data.decode("utf-8")
            if self._source.delimiter in text:
                raise
            names = [text]  # cut with the wrong delimiter, quotes stand anywhere: the caller says which looks right
        return [name.strip() for name in names] or None

    def frames(self, columns: Mapping[str, int | str], width: int) -> Iterator[pl.DataFrame]:
        """The rows below the header, `width` fields each.

        Per agreed field the column at its position, or a text that is the same in every row.
        """
        doubtful: list[Block] | None = []
        if self._is_simple:
            doubtful = yield from self._plain_frames(columns, width)
        if doubtful is not None:
            # From here on blocks end at any line end: the row reader puts quoted lines together again.
            self._blocks.quote = None
            yield from self._careful_frames(chain(doubtful, self._blocks), columns, width)
        self._raise_faults()

    def digest(self) -> FileDigest:
        """Name, size and SHA-256 of the file; complete after `frames`."""
        return self._bytes.digest()

    def _plain_frames(
        self, columns: Mapping[str, int | str], width: int
    ) -> Generator[pl.DataFrame, None, list[Block] | None]:
        """Block by block; gives back the blocks it could not tell apart, or None when it came to the end."""
        delimiter, quote = self._source.delimiter.encode(), self._quote.encode() if self._quote else None
        blocks = iter(self._blocks)
        with ThreadPoolExecutor(max_workers=1) as ahead:
            upcoming = ahead.submit(next, blocks, None)
            while True:
                try:
                    block = upcoming.result()
                except StrayQuoteError:
                    return []
                if block is None:
                    return None
                upcoming = ahead.submit(next, blocks, None)
                block = self._mended(block)
                try:
                    shape = shape_of(block.data, width, delimiter=delimiter, quote=quote)
                    self._ragged.note(shape.ragged, block.first_line + shape.first_ragged)
                    if shape.rows and not self._has_faults():
                        yield self._parsed(shape, columns, width)
                except StrayQuoteError:
                    return [block, *_settled(upcoming)]

    def _parsed(self, shape: Shape, columns: Mapping[str, int | str], width: int) -> pl.DataFrame:
        positions = sorted({at for at in columns.values() if isinstance(at, int)})
        # The parser takes a mark at the start of each block for a byte order mark and strikes it out: give it one more.
        data = _MARK + shape.data if shape.data.startswith(_MARK) else shape.data
        try:
            frame = pl.read_csv(
                data,
                has_header=False,
                schema={f"column_{at + 1}": pl.String for at in range(width)},
                columns=positions or [0],
                separator=self._source.delimiter,
                quote_char=self._quote,
                empty_string_is_null=False,
            )
        except pl.exceptions.ComputeError:
            raise StrayQuoteError from None
        if frame.height != shape.rows:
            raise StrayQuoteError
        return frame.select(
            pl.lit(at).alias(field) if isinstance(at, str) else pl.col(f"column_{at + 1}").alias(field)
            for field, at in columns.items()
        )

    def _careful_frames(
        self, blocks: Iterator[Block], columns: Mapping[str, int | str], width: int
    ) -> Iterator[pl.DataFrame]:
        rows = self._rows_of(self._mended(block) for block in blocks)
        while some := list(islice(rows, _ROWS_AT_A_TIME)):
            for line, row in some:
                self._ragged.note(len(row) != width, line)
            if not self._has_faults():
                yield pl.DataFrame(
                    {
                        field: [at if isinstance(at, str) else row[at] for _, row in some]
                        for field, at in columns.items()
                    },
                    schema=dict.fromkeys(columns, pl.String),
                )

    def _rows_of(self, blocks: Iterator[Block]) -> Iterator[tuple[int, list[str]]]:
        return careful_rows(
            blocks,
            delimiter=self._source.delimiter,
            quote=self._quote,
            dataset=self._dataset,
            file=self._file.label,
        )

    def _mended(self, block: Block) -> Block:
        """The block as text that can be parsed. What cannot be decoded is noted as a fault and struck out."""
        data = block.data
        if undecodable := undecodable_lines(data):
            self._undecodable.note(len(undecodable), block.first_line + undecodable[0])
            data = data.decode("utf-8", "replace").encode("utf-8")
        if self._source.encoding == DOUBLE_ENCODED:
            data = repaired(data)
        self.may_be_double_encoded = self.may_be_double_encoded or may_hold_double_encoding(data)
        return block if data is block.data else Block(block.first_line, data)

    def _has_faults(self) -> bool:
        return bool(self._undecodable.count or self._ragged.count)

    def _raise_faults(self) -> None:
        if found := self._undecodable.count:
            raise self._error(
                "source-undecodable",
                encoding=self._source.encoding,
                lines=found,
                first_line=self._undecodable.first,
            )
        if found := self._ragged.count:
            raise self._error("source-rows-ragged", lines=found, first_line=self._ragged.first)

    def _error(self, code: str, **facts: str | int) -> StadtlandError:
        return StadtlandError(code, dataset=self._dataset, file=self._file.label, **facts)


class _Lines:
    """How many lines have a fault, and the first of them."""

    def __init__(self) -> None:
        self.count = 0
        self.first = 0

    def note(self, count: int, first: int) -> None:
        if count and not self.count:
            self.first = first
        self.count += count


def _settled(upcoming: Future[Block | None]) -> list[Block]:
    try:
        block = upcoming.result()
    except StrayQuoteError:
        return []
    return [] if block is None else [block]
