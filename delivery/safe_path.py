"""Whether a path inside a package can be trusted to stay inside it, on every system and in every tool."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_OURS = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_DRIVE = re.compile(r"[A-Za-z]:")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def is_own_path(path: str) -> bool:
    """Whether a path is one that we write ourselves: plain ASCII names that need no escaping in any manifest."""
    return _OURS.fullmatch(path) is not None and unsafe_because(path) is None


def unsafe_because(path: str) -> str | None:
    """Why a path of a received package is refused, as a short word, or None where it is safe.

    `absolute`, `leaves` (a `..`, `.` or empty part), `backslash`, `percent` (an encoding that one tool undoes and
    another does not), `hidden` (a control or formatting character, or bytes that are no text), `form` (not in
    Unicode's composed form).
    """
    if path.startswith(("/", "~")) or _DRIVE.match(path):
        return "absolute"
    if "\\" in path:
        return "backslash"
    if any(part in ("", ".", "..") for part in path.split("/")):
        return "leaves"
    if "%" in path:
        return "percent"
    if any(unicodedata.category(letter) in _HIDDEN for letter in path):
        return "hidden"
    if unicodedata.normalize("NFC", path) != path:
        return "form"
    return None


def colliding(paths: Iterable[str]) -> list[str]:
    """Paths that a file system may take for another one (capitals, Unicode forms), or that are file and folder."""
    first: dict[str, str] = {}
    found: set[str] = set()
    for path in sorted(paths):
        found |= {path} if first.setdefault(_folded(path), path) != path else set()
    for path in first.values():
        parts = path.split("/")
        found |= {path for end in range(1, len(parts)) if _folded("/".join(parts[:end])) in first}
    return sorted(found)


def shown(path: str) -> str:
    """The path for a message: what a terminal would obey or hide is written out as an escape."""
    return "".join(
        letter if letter == " " or (letter.isprintable() and unicodedata.category(letter) not in _HIDDEN)
        else letter.encode("unicode_escape").decode("ascii")
        for letter in path
    )  # fmt: skip


def _folded(path: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())
