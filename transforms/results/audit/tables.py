"""What is printed for one city and one base year: the rows of its inventory, gap table and totals."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from transforms.results.audit.figure import Figure
from transforms.results.audit.finding import Place
from transforms.results.names.plain import plain
from transforms.results.names.vocabulary import Vocabulary

_PREFIX = re.compile(r"\s*[:–—(]\s*|\s+-\s+")
TABLES = ("inventory", "gap", "totals")


@dataclass(frozen=True)
class InventoryRow:
    """One printed row of an inventory. `scopes` is empty where none is printed, None where it is not understood."""

    sector: str
    carrier: str
    scope: str
    scopes: frozenset[int] | None
    energy: Figure
    emissions: Figure
    factor: Figure
    table: str = ""
    number: int = 0
    """Tells rows with the same names apart; in the order of what is printed in them, not of where they stand."""

    @property
    def label(self) -> str:
        """`buildings/Electricity`."""
        return "/".join(part for part in (self.sector, self.carrier) if part) or "(row without a name)"

    def cell(self, column: str) -> tuple[str, ...]:
        """The identity of one of its figures."""
        return ("inventory", self.sector, self.carrier, self.scope, str(self.number), column)


@dataclass(frozen=True)
class GapRow:
    """One printed row of a gap table (A-2.3): figures by column name, t CO2e."""

    sector: str
    figures: dict[str, Figure]
    number: int = 0

    def cell(self, column: str) -> tuple[str, ...]:
        """The identity of one of its figures."""
        return ("gap", self.sector, str(self.number), column)


@dataclass(frozen=True)
class TotalRow:
    """One printed total, as labelled."""

    table: str
    kind: str
    sector: str
    scope: str
    value: Figure
    number: int = 0


@dataclass(frozen=True)
class CityYear:
    """All that is printed for one city and base year. A table that was not given, or has no row here, is empty."""

    place: Place
    given: frozenset[str]
    inventory: tuple[InventoryRow, ...] = ()
    gap: tuple[GapRow, ...] = ()
    totals: tuple[TotalRow, ...] = ()
    missing_columns: frozenset[str] = frozenset()

    def has(self, table: str) -> bool:
        """Whether the table has a row for this city and base year."""
        return bool(getattr(self, table))


@dataclass(frozen=True)
class Words:
    """How printed names are compared: by the tables of synonyms, literally where a name is unknown."""

    sectors: Vocabulary = field(default_factory=Vocabulary)
    carriers: Vocabulary = field(default_factory=Vocabulary)
    part_of: dict[str, str] = field(default_factory=dict)
    expected: tuple[str, ...] = ()

    def whole(self, printed: str) -> str:
        """What a printed sector is a part of, as names are compared: by our table or `Transport: road`; else itself.

        `Transport - road` and `Transport (road)` say the same.
        """
        ours = self.sectors.same(printed)
        if ours in self.part_of:
            return self.part_of[ours]
        first = _PREFIX.split(printed.strip(), maxsplit=1)[0]
        return self.sectors.same(first) if first else ours

    def is_part(self, printed: str, whole: str) -> bool:
        """Whether one printed sector is a part of the other: residential buildings of buildings."""
        if self.sectors.same(printed) in self.part_of or not self._has_prefix(printed):
            return self.part_of.get(self.sectors.same(printed)) == self.sectors.same(whole)
        return not self._has_prefix(whole) and self.whole(printed) == self.sectors.same(whole)

    @staticmethod
    def _has_prefix(printed: str) -> bool:
        return _PREFIX.split(printed.strip(), maxsplit=1)[0] not in ("", printed.strip())

    def is_same_sector(self, one: str, other: str) -> bool:
        """Whether two printed sector names mean the same."""
        return plain(one) == plain(other) or self.sectors.same(one) == self.sectors.same(other)
