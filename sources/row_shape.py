"""`shape_of`: how many rows a block holds, and whether each has as many fields as the header. Exact, and quick.

Everything but delimiters, line ends and quotes is struck out of the block; what is left of a sound block is one
pattern repeated, and comparing it with that pattern is one comparison of memory. Only a block that differs is looked
at row by row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sources.row_blocks import StrayQuoteError

_LF, _CR = 10, 13


@dataclass(frozen=True)
class Shape:
    """Rows of one block. `data` is the block without its blank lines, which are not rows.

    `ragged` rows have more or fewer fields than the header; the first stands `first_ragged` lines below the block's
    first line.
    """

    rows: int
    ragged: int
    first_ragged: int
    data: bytes


def shape_of(block: bytes, columns: int, *, delimiter: bytes, quote: bytes | None) -> Shape:
    """Count the rows of a block. Raises `StrayQuoteError` where quotes or carriage returns leave room for doubt."""
    if not block.endswith(b"\n"):
        block += b"\n"
    if quote is not None and quote in block:
        _refuse_stray_quotes(block, delimiter, quote)
    skeleton = _skeleton(block, delimiter, quote)
    rows = len(skeleton) // columns
    if columns > 1 and skeleton == (delimiter * (columns - 1) + b"\n") * rows:
        return Shape(rows, 0, 0, block)
    if b"\r" in skeleton:
        raise StrayQuoteError
    return _row_by_row(block, columns, delimiter, quote)


def _skeleton(block: bytes, delimiter: bytes, quote: bytes | None) -> bytes:
    """The delimiters and line ends outside quotes, in order; CR LF counts as one line end."""
    kept = delimiter + b"\r\n" + (quote or b"")
    struck_out = bytes(byte for byte in range(256) if byte not in kept)
    # Once other bytes are struck out, nothing tells a CR before a LF from one further up: join them before.
    joined = block.replace(b"\r\n", b"\n") if b"\r" in block else block
    left = joined.translate(None, struck_out)
    if quote is None or quote not in left:
        return left
    pieces = left.replace(quote + quote, b"").split(quote)
    return b"".join(pieces[::2])


def _refuse_stray_quotes(block: bytes, delimiter: bytes, quote: bytes) -> None:
    """Each quote must open or close a whole field, or be one of a pair that stands for a quote within a field."""
    letters = np.frombuffer(block, dtype=np.uint8)
    at = np.flatnonzero(letters == quote[0])
    if len(at) % 2:
        raise StrayQuoteError
    opens, closes = at[::2], at[1::2]
    before = letters[opens - 1]
    may_open = (opens == 0) | (before == delimiter[0]) | (before == _LF) | (before == quote[0])
    after = letters[closes + 1]  # the block ends with a line end
    may_close = (after == delimiter[0]) | (after == _LF) | (after == quote[0])
    returns = np.flatnonzero(~may_close & (after == _CR))
    may_close[returns] = letters[np.minimum(closes[returns] + 2, len(letters) - 1)] == _LF
    if not (may_open.all() and may_close.all()):
        raise StrayQuoteError


def _row_by_row(block: bytes, columns: int, delimiter: bytes, quote: bytes | None) -> Shape:
    letters = np.frombuffer(block, dtype=np.uint8)
    quotes = np.flatnonzero(letters == quote[0]) if quote else np.empty(0, dtype=np.int64)
    line_ends = np.flatnonzero(letters == _LF)
    ends = _outside(line_ends, quotes)
    delimiters = _outside(np.flatnonzero(letters == delimiter[0]), quotes)
    starts = np.concatenate([[0], ends[:-1] + 1])
    lengths = ends - starts
    is_blank = (lengths == 0) | ((lengths == 1) & (letters[starts] == _CR))
    fields = np.diff(np.searchsorted(delimiters, ends), prepend=0) + 1
    ragged = np.flatnonzero((fields != columns) & ~is_blank)
    first = int(np.searchsorted(line_ends, starts[ragged[0]])) if len(ragged) else 0
    return Shape(
        rows=int((~is_blank).sum()),
        ragged=len(ragged),
        first_ragged=first,
        data=_without(letters, starts[is_blank], ends[is_blank]) if is_blank.any() else block,
    )


def _outside(positions: npt.NDArray[np.int64], quotes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    is_outside: npt.NDArray[np.bool_] = np.searchsorted(quotes, positions) % 2 == 0
    outside: npt.NDArray[np.int64] = positions[is_outside]
    return outside


def _without(letters: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> bytes:
    is_kept = np.ones(len(letters), dtype=bool)
    is_kept[starts] = False
    is_kept[ends] = False
    return letters[is_kept].tobytes()
