"""The text of a file, and the encoding it turned out to be in."""

from __future__ import annotations

import codecs

from schemas.errors import StadtlandError

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes, file: str) -> tuple[str, str]:
    """By its byte order mark, else UTF-8, else Windows-1252 (which holds Latin-1's letters).

    Every text in UTF-8 that has a letter beyond ASCII is refused as such by chance only, and the other way round.
    Raises `audit-file-not-text`.
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            try:
                return data.decode(encoding).removeprefix("\ufeff"), encoding.replace("-sig", " with BOM")
            except UnicodeDecodeError:
                raise StadtlandError("audit-file-not-text", file=file) from None
    if b"\0" in data:
        raise StadtlandError("audit-file-not-text", file=file)
    for encoding in ("utf-8", "cp1252", "latin-1"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise StadtlandError("audit-file-not-text", file=file)  # pragma: no cover - latin-1 reads every byte
