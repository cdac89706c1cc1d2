"""One traced node is one value of the evidence together with its place in the JSON (RFC 6901 pointer).

The templates see nothing else. A text prints itself; a number refuses to, so it can only reach the page through
`numbers.py`, which writes its pointer and its exact value beside the printed form: no number of the page can be
anything but one of the JSON's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape


class Traced:
    """A value of the JSON and where it stands. A missing key raises LookupError, as a strict template wants it."""

    __slots__ = ("_at", "_value")

    def __init__(self, value: Any, at: str = "") -> None:
        self._value = value
        self._at = at

    @property
    def _is_number(self) -> bool:
        return isinstance(self._value, int | float) and not isinstance(self._value, bool)

    def __getitem__(self, key: str | int) -> Traced:
        step = str(key).replace("~", "~0").replace("/", "~1")
        return Traced(self._value[key], f"{self._at}/{step}")

    def __iter__(self) -> Iterator[Traced]:
        keys = self._value if isinstance(self._value, dict) else range(len(self._value))
        return (self[key] for key in keys)

    def __len__(self) -> int:
        return len(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return bool(self._value == (other._value if isinstance(other, Traced) else other))

    def __hash__(self) -> int:
        return hash(self._value)

    def __str__(self) -> str:
        if not isinstance(self._value, str):
            raise TypeError(f"{self._at or '/'} is no text: numbers are printed by the filters n, percent and signed")
        return self._value

    def __html__(self) -> Markup:
        return escape(str(self))


def named(node: Traced) -> Iterator[tuple[str, Traced]]:
    """The entries of a mapping, in its own order."""
    return ((key, node[key]) for key in node._value)


def absent(node: Traced) -> bool:
    """Whether the value is None: not there, which is never the same as zero."""
    return node._value is None


def number(node: Traced) -> bool:
    """Whether the value is a number (truth values are none)."""
    return node._is_number
