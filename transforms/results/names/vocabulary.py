"""A table of synonyms: what we call a thing that published tables name in many ways."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import polars as pl

from transforms.results.names.plain import plain


@dataclass(frozen=True)
class Vocabulary:
    """Our key by plain printed name. An unknown name has no key: it is compared literally, never guessed."""

    keys: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, table: pl.LazyFrame | None, key: str) -> Vocabulary:
        """From a table with the columns `name` and `key`; no table is an empty vocabulary. Our keys name themselves."""
        if table is None:
            return cls()
        rows = table.select("name", key).collect().iter_rows()
        keys = {plain(name): ours for name, ours in rows}
        return cls({plain(ours): ours for ours in keys.values()} | keys)

    def key(self, printed: str | None) -> str | None:
        """Our key: of the whole name, else of the name without its brackets, else of its parts where all agree.

        `Heat/Cold (district heating)` is known without its brackets; `IPPU / Industry` by its parts.
        """
        if not printed:
            return None
        for name in (printed, re.sub(r"\([^)]*\)?", " ", printed)):
            if (found := self.keys.get(plain(name))) is not None:
                return found
        parts = {self.keys.get(plain(part)) for part in re.split(r"[/,&+()]|\band\b|\bund\b", printed) if plain(part)}
        return parts.pop() if len(parts) == 1 else None

    def same(self, printed: str | None) -> str:
        """What two names are compared by: our key, else the plain name itself."""
        return self.key(printed) or plain(printed)
