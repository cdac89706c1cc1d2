"""Whether a planted value stands in some bytes, however a file or a database may spell it."""

from __future__ import annotations

import re


def is_told(canary: str, bytes_: bytes) -> bool:
    """Digits turn up in some of a database's many hexadecimal ids by chance: a number has to stand by itself."""
    if canary.isdecimal():
        alone = rb"(?<![0-9a-fA-F-])" + canary.encode() + rb"(?![0-9a-fA-F-])"
        return re.search(alone, bytes_) is not None or canary.encode("utf-16-le") in bytes_
    return any(needle in bytes_ for needle in spelt(canary))


def spelt(canary: str) -> tuple[bytes, ...]:
    """The spellings that are searched."""
    return (canary.encode(), canary.encode("latin-1"), canary.encode("utf-16-le"))
