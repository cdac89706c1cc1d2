"""Every byte of one package, read once: what lies there, its digests, and the small files' content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from delivery.control_totals import CONTROL_TOTALS
from delivery.folder import FolderTarget
from delivery.target import Found, Target

LARGEST_TEXT = 64 << 20
"""Manifests and other tag files above this are not kept and count as malformed."""


@dataclass(frozen=True)
class BagContent:
    """One package as it lies somewhere; nothing in it is believed yet."""

    url: str
    found: tuple[Found, ...]
    digests: Mapping[str, str]
    """SHA-256 by path, of everything that is a plain file."""
    texts: Mapping[str, bytes]
    """The content of tag files and of the control totals, by path."""
    tables: Mapping[str, Path]
    """A local file for every Parquet file of the payload, by path."""
    sizes: Mapping[str, int]
    """Bytes read, by path."""


def read_bag(target: Target, prefix: str, *, scratch: Path, tell: Callable[[int], None]) -> BagContent:
    """Read the package below a prefix. Tables that are not local are copied to `scratch` on the way."""
    found = tuple(sorted(target.files(prefix), key=lambda item: item.path))
    digests: dict[str, str] = {}
    texts: dict[str, bytes] = {}
    tables: dict[str, Path] = {}
    sizes: dict[str, int] = {}
    for item in found:
        if item.kind != "file":
            continue
        key = f"{prefix}/{item.path}" if prefix else item.path
        is_table = item.path.startswith("data/") and item.path.endswith(".parquet")
        is_local = isinstance(target, FolderTarget)
        copy = scratch / f"{len(tables)}.parquet" if is_table and not is_local else None
        is_text = not item.path.startswith("data/") or item.path == f"data/{CONTROL_TOTALS}"
        with suppress(FileNotFoundError):  # gone since it was listed: the manifest will miss it
            digests[item.path], sizes[item.path], text = _read(target, key, copy, is_text, tell)
            if text is not None:
                texts[item.path] = text
            if is_table:
                tables[item.path] = target.root / key if isinstance(target, FolderTarget) else copy or Path()
    url = f"{target.url}/{prefix}" if prefix else target.url
    return BagContent(url, found, digests, texts, tables, sizes)


def _read(
    target: Target, key: str, copy: Path | None, is_text: bool, tell: Callable[[int], None]
) -> tuple[str, int, bytes | None]:
    digest = hashlib.sha256()
    size = 0
    text = bytearray()
    with ExitStack() as opened:
        source = opened.enter_context(target.open(key))
        writing = opened.enter_context(copy.open("wb")) if copy else None
        while piece := source.read(1 << 20):
            digest.update(piece)
            size += len(piece)
            if writing:
                writing.write(piece)
            if is_text and size <= LARGEST_TEXT:
                text += piece
            tell(len(piece))
    return digest.hexdigest(), size, bytes(text) if is_text and size <= LARGEST_TEXT else None
