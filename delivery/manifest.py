"""A manifest: one line per file, `<SHA-256>  <path>`, as `sha256sum -c` reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_LINE = re.compile(r"([0-9a-fA-F]{64})  (\S.*)")


class MalformedManifestError(ValueError):
    """The text is no manifest; `line` counts from 1, 0 where the file as a whole is no text."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def write_manifest(digests: Mapping[str, str]) -> bytes:
    """The manifest of these digests by path, sorted by path."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def read_manifest(content: bytes) -> list[tuple[str, str]]:
    """Every (path, digest in lower case) in the order of lines, duplicates kept.

    Anything but such lines is `MalformedManifestError`. Lines end where `sha256sum` ends them: at a line feed and
    nowhere else.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise MalformedManifestError(0) from None
    if text and not text.endswith("\n"):
        raise MalformedManifestError(text.count("\n") + 1)
    entries = []
    for number, line in enumerate(text.split("\n")[:-1], start=1):
        shape = _LINE.fullmatch(line)
        if shape is None:
            raise MalformedManifestError(number)
        entries.append((shape[2], shape[1].lower()))
    return entries
