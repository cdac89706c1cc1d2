"""Where the table of a published file begins: the row of column names, below titles, dates and blank lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from schemas.header_unit import bare_header
from schemas.printed_number import printed_number

_LOOKED_AT = 60
_ENOUGH_KNOWN = 2


def header_row(rows: Sequence[Sequence[str]], known: Collection[str] = ()) -> tuple[int, int] | None:
    """Its position and how many of its names are known; None where no row can be a header.

    The row with most known names wins. Without two such, the first one that has different names in the width that most
    rows have, and no number but years.
    """
    names = {bare_header(name) for name in known}
    scored = [(_known(row, names), -at) for at, row in enumerate(rows[:_LOOKED_AT])]
    count, before = max(scored, default=(0, 0))
    if count >= _ENOUGH_KNOWN:
        return -before, count
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    widths = Counter(len(row) for row, cells in zip(rows, filled, strict=True) if cells > 1)
    if not widths:
        return None
    usual = max(widths, key=lambda width: (widths[width], width))
    for at, row in enumerate(rows[:_LOOKED_AT]):
        if filled[at] > 1 and 2 * filled[at] >= usual and not row[0].startswith("#") and _has_names(row):
            return at, count
    return None


def _known(row: Sequence[str], names: Collection[str]) -> int:
    return len({bare_header(cell) for cell in row if cell.strip()} & set(names))


def _has_names(row: Sequence[str]) -> bool:
    return all(
        printed_number(cell) is None or re.fullmatch(r"(?:19|20)\d{2}(?:\.0)?", cell.strip()) for cell in row if cell
    )
