"""`to_utf8`: a stream of bytes in any encoding becomes a stream of bytes in UTF-8, without its byte order mark.

What cannot be decoded stays visible: it becomes bytes that are no UTF-8, which `undecodable_lines` then counts. So
there is one place that counts, for every encoding, and UTF-8 itself passes untouched.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

import polars as pl

from schemas.errors import StadtlandError

DOUBLE_ENCODED = "utf-8-twice"
"""An encoding of our own: UTF-8 that was taken for Windows-1252 and encoded again, wholly or in places."""

_MARK = "stadtland-mark"
_BOM = codecs.BOM_UTF8


def _mark(error: UnicodeError) -> tuple[str, int]:
    # A lone surrogate cannot come out of a text decoder, so it can mean nothing but this.
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


codecs.register_error(_MARK, _mark)


def refuse_unknown_encoding(encoding: str, *, dataset: str) -> None:
    """Raise `encoding-unknown` for a name that is no text encoding."""
    if encoding == DOUBLE_ENCODED:
        return
    try:
        "".encode(encoding)  # LookupError also for codecs that are no text encodings, such as base64
    except LookupError:
        raise StadtlandError("encoding-unknown", dataset=dataset, encoding=encoding) from None


def to_utf8(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The same text in UTF-8, chunk by chunk. Line ends, control characters and oddities stay as they are."""
    recoded = chunks if _is_utf8(encoding) else _recoded(chunks, encoding)
    start = b""
    for chunk in recoded:
        start += chunk
        if len(start) >= len(_BOM):
            yield start.removeprefix(_BOM)
            break
    else:
        yield start
    yield from recoded


def undecodable_lines(block: bytes) -> list[int]:
    """Which lines of a block (0-based) hold bytes that are not text. Empty for nearly every block, and then quick."""
    if block.isascii():
        return []
    try:
        pl.Series([block], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.ComputeError:
        lines = block.decode("utf-8", _MARK).split("\n")
        return [number for number, line in enumerate(lines) if "\udcff" in line]
    return []


def _is_utf8(encoding: str) -> bool:
    return encoding == DOUBLE_ENCODED or codecs.lookup(encoding).name in ("utf-8", "utf-8-sig")


def _recoded(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors=_MARK)
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "surrogatepass")
    yield decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")
