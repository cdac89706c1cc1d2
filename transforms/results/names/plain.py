"""A printed name reduced to what two writers of the same name agree on."""

from __future__ import annotations

import re
import unicodedata

_JOINERS = frozenset({"and", "und", "the", "sector", "sektor"})
"""Words that one table prints and the next leaves out."""


def plain(text: str | None) -> str:
    """Lower-case words and numbers, single spaces: `Stationary energy & buildings` is `stationary energy buildings`.

    A name made of joining words alone keeps them; `None` is the empty name.
    """
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    words = re.findall(r"\w+", folded.replace("_", " "))
    return " ".join([word for word in words if word not in _JOINERS] or words)
