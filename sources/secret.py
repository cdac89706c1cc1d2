"""`resolve("env:NAME", "…")`: the value behind a reference to a secret. An agreement holds only the reference."""

from __future__ import annotations

import os
from pathlib import Path

from schemas.errors import StadtlandError


def resolve(reference: str, used_for: str) -> str:
    """One secret, as text without surrounding line ends. `used_for` tells a person what will not work without it.

    Raises `secret-missing` where the variable or the file is absent, unreadable or empty; the value is never in it.
    """
    kind, _, place = reference.partition(":")
    value = ""
    if kind == "env":
        value = os.environ.get(place, "")
    elif kind == "file":
        try:
            value = Path(place).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            value = ""
    value = value.strip("\r\n")
    if not value:
        raise StadtlandError("secret-missing", reference=reference, used_for=used_for)
    return value
