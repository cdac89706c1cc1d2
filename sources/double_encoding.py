"""`repaired` and `count_double_encoded`: text whose UTF-8 bytes were taken for Windows-1252 and encoded again.

"für" then reads "fÃ¼r". The patterns are those of letters, signs and marks that German and its neighbours write: a
lead character that no word puts before these followers, so that a true text is not taken for a broken one.
"""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

# The 27 characters that Windows-1252 has where Latin-1 has controls: what bytes 80-9F look like when taken for it.
_HIGH = {
    bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_FOLLOWER = "[\u0080-\u00bf" + "".join(_HIGH) + "]"
_PATTERN = f"[ÂÃ]{_FOLLOWER}|[âï]{_FOLLOWER}{_FOLLOWER}"
_BROKEN = re.compile(_PATTERN)

_LEADS = (b"\xc3\x82", b"\xc3\x83", b"\xc3\xa2", b"\xc3\xaf")


def may_hold_double_encoding(block: bytes) -> bool:
    """Whether UTF-8 bytes hold a lead character of the pattern at all. False is certain, True is only a hint."""
    # One byte is looked for far quicker than two, and in German text these four are rare.
    return not block.isascii() and any(lead[1:] in block and lead in block for lead in _LEADS)


def repaired(block: bytes) -> bytes:
    """The same UTF-8 text with every doubly encoded character put right; what is right already stays."""
    if not may_hold_double_encoding(block):
        return block
    return _BROKEN.sub(_put_right, block.decode("utf-8")).encode("utf-8")


def count_double_encoded(snapshot: Path) -> dict[str, int]:
    """Cells that hold doubly encoded text, by column, for the columns that have any."""
    frame = pl.scan_parquet(snapshot)
    texts = [name for name, dtype in frame.collect_schema().items() if dtype == pl.String]
    if not texts:
        return {}
    counts = frame.select(pl.col(texts).str.contains(_PATTERN).sum()).collect(engine="streaming")
    return {name: count for name, count in counts.row(0, named=True).items() if count}


def _put_right(match: re.Match[str]) -> str:
    taken_for = bytes(_HIGH.get(character, ord(character)) for character in match[0])
    try:
        return taken_for.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
