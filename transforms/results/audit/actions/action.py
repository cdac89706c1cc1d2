"""One printed row of an action list of third parties, and all that is printed for one city."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from transforms.results.audit.figure import Figure
from transforms.results.audit.finding import Place, Term

MEASURES = ("reduction", "entries")
COLUMNS = {"reduction": "min_co2e_reduction_t", "entries": "entries"}
UNITS = {"reduction": "t", "entries": "1"}


@dataclass(frozen=True)
class Action:
    """A field of action, the action as printed, how many organisations named it, and by how much it reduces at least.

    A total has no action; the total of everything has no field either.
    """

    field: str
    action: str
    entries: Figure
    reduction: Figure
    number: int = 0

    def figure(self, measure: str) -> Figure:
        """Its entries or its reduction."""
        return self.entries if measure == "entries" else self.reduction

    def term(self, measure: str, place: Place) -> Term:
        """The figure as a term of a sum, told apart from others of the same name."""
        at = place.at(sector=self.field or "total", carrier=self.action, column=COLUMNS[measure])
        label = self.action or self.field or "total"
        return Term(label, self.figure(measure), 1, ("actions", str(self.number), measure), at)


@dataclass(frozen=True)
class ActionList:
    """The actions of one city, and every total that is printed for a field (or for all, with an empty field)."""

    place: Place
    actions: tuple[Action, ...]
    totals: tuple[Action, ...]
    has_entries: bool
    has_reduction: bool

    def fields(self) -> list[str]:
        """Fields of action in alphabetical order."""
        return sorted({it.field for it in self.actions})

    def known_sum(self, measure: str, actions: list[Action]) -> Decimal | None:
        """What the known figures add up to; None where there is none."""
        known = [figure.value for it in actions if (figure := it.figure(measure)).value is not None]
        return sum((value for value in known if value is not None), Decimal(0)) if known else None
