"""What a printed total is the total of: everything, or one known thing."""

from __future__ import annotations

import re

from transforms.results.names.is_total import is_total
from transforms.results.names.plain import plain
from transforms.results.names.vocabulary import Vocabulary


def total_of(printed: str, known: Vocabulary) -> str | None:
    """None where the name is no total; the empty text for a total of everything; `Buildings` for `Total Buildings`."""
    if is_total(printed) != "total":
        return None
    rest = " ".join(word for word in re.split(r"[\s,:()\-–]+", printed) if word and not is_total(word))
    return rest if plain(rest) and known.key(rest) is not None else ""
