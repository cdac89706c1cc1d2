"""One rule held against one figure of a published table: what is printed, what follows from the rest, what to think."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from schemas.finding_columns import Verdict
from transforms.results.audit.figure import Figure
from transforms.results.audit.text import SILENCE, Text


@dataclass(frozen=True)
class Place:
    """Where in the published tables: a city and base year, and what is known below that, as printed."""

    city: str
    base_year: str
    sector: str = ""
    carrier: str = ""
    scope: str = ""
    column: str = ""

    @property
    def subject(self) -> str:
        """`Leipzig 2019: buildings/Electricity`, `Leipzig 2019: scope 1`, `Leipzig 2019: Total, gap`."""
        thing = "/".join(part for part in (self.sector, self.carrier) if part)
        scope = f"scope {self.scope}" if self.scope else ""
        rest = ", ".join(part for part in (thing, scope, self.column) if part)
        where = f"{self.city} {self.base_year}".strip() or "(no city)"
        return f"{where}: {rest}" if rest else where

    def at(self, **below: str) -> Place:
        """The same place, told more exactly."""
        return replace(self, **below)


@dataclass(frozen=True)
class Term:
    """One printed figure within a sum: +1 or -1 times the figure, in a cell that other sums may share."""

    label: str
    figure: Figure
    sign: int = 1
    cell: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True)
class Finding:
    """One line of the audit. `difference` is recomputed minus printed; `tolerance` is the largest one that matches."""

    check: str
    place: Place
    verdict: Verdict
    unit: str = ""
    printed: Decimal | None = None
    recomputed: Decimal | None = None
    difference: Decimal | None = None
    tolerance: Decimal | None = None
    note: Text = SILENCE
    terms: tuple[Term, ...] = field(default=(), repr=False)
    """The printed figure first, then the figures that should make it up: for rules that look across findings."""

    def noted(self, *more: Text) -> Finding:
        """The same finding with further remarks."""
        return replace(self, note=Text.join((self.note, *more)))


def not_checked(check: str, place: Place, why: Text, unit: str = "") -> Finding:
    """A rule that could not be held against anything, and why."""
    return Finding(check, place, "not checked", unit, note=why)
