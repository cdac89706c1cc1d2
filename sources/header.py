"""`choose`: which of the columns there are become agreed fields. Default deny happens here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.errors import StadtlandError


@dataclass(frozen=True)
class Choice:
    """One header matched with the agreement: where each field stands, and the headers nobody agreed to."""

    positions: dict[str, int]
    dropped: tuple[str, ...]


def choose(header: Sequence[str], wanted: Mapping[str, str], *, dataset: str, file: str) -> Choice:
    """The position of every agreed field. `wanted` maps our field names to the provider's headers.

    Raises `source-column-missing`, `column-duplicate`, or `header-not-recognised` when not one agreed column is there.
    The last names no header: what stands in that row may be somebody's data.
    """
    missing = [column for column in dict.fromkeys(wanted.values()) if column not in header]
    if len(missing) == len(set(wanted.values())):
        raise StadtlandError(
            "header-not-recognised", dataset=dataset, file=file, columns=len(header), missing=_listed(missing)
        )
    named = [name or f"(column {position + 1})" for position, name in enumerate(header)]
    if missing:
        raise StadtlandError(
            "source-column-missing", dataset=dataset, file=file, missing=_listed(missing), present=_listed(named)
        )
    twice = [name for name, count in Counter(filter(None, header)).items() if count > 1]
    if twice:
        raise StadtlandError("column-duplicate", dataset=dataset, file=file, columns=_listed(twice))
    agreed = set(wanted.values())
    return Choice(
        {field: header.index(column) for field, column in wanted.items()},
        tuple(name for name in named if name not in agreed),
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
