"""A printed scope label as the set of GHG Protocol scopes that it means."""

from __future__ import annotations

import re

from transforms.results.names.is_total import is_total
from transforms.results.names.plain import plain

_ROMAN = {"i": "1", "ii": "2", "iii": "3"}

_REMARKS = frozenset(
    ("direct", "indirect", "other", "energy", "emissions", "emissionen", "total", "sum", "location", "market", "based")
)


def scopes(printed: str | None) -> frozenset[int] | None:
    """`1`, `scope1`, `Scope 1`, `S1` and `1.0` are {1}; `1+2` and `1-3` several; a total or nothing is the empty set.

    None for a label that says something else: it is no scope, and whatever carries it is compared with nothing.
    """
    label = plain(re.sub(r"\([^)]*\)|\.0+\b", " ", printed or ""))
    if not label or (is_total(label) == "total" and not re.search(r"[123]", label)):
        return frozenset()
    label = re.sub(r"\b(?:scopes?|bereiche?|s)(?=\d|\b)", " ", label)
    words = [_ROMAN.get(word, word) for word in label.split()]
    words = [word for word in words if word not in _REMARKS]
    if not words or any(word not in ("1", "2", "3", "bis", "to") for word in words):
        return None
    found = sorted(int(word) for word in words if word.isdigit())
    if ("bis" in words or "to" in words or re.search(r"\d\s*[-–]\s*\d", printed or "")) and len(found) == 2:
        found = list(range(found[0], found[1] + 1))
    return frozenset(found)


def scope_label(found: frozenset[int]) -> str:
    """How we write scopes: `1`, `1+2`; the empty text for all of them together."""
    return "+".join(str(scope) for scope in sorted(found))
