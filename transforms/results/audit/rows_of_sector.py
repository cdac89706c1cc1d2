"""The inventory rows that a printed sector is made of."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.results.audit.tables import InventoryRow, Words
from transforms.results.names.plain import plain


def rows_of_sector(
    sector: str,
    rows: Sequence[InventoryRow],
    words: Words,
    others: Sequence[str] = (),
    *,
    with_parts: bool = False,
) -> list[InventoryRow]:
    """The rows of its very name; without any (or `with_parts`), those of its synonyms and parts, too.

    `others` are the sectors printed beside it: rows of one of their names belong to them, unless it names a part.
    """
    exact = [row for row in rows if plain(row.sector) == plain(sector)]
    if exact and not with_parts:
        return exact
    taken = {plain(other) for other in others if plain(other) != plain(sector) and not words.is_part(other, sector)}
    return [
        row
        for row in rows
        if plain(row.sector) not in taken
        and (words.is_same_sector(row.sector, sector) or words.is_part(row.sector, sector))
    ]
