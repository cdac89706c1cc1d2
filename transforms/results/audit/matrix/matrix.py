"""One printed matrix of sectors and carriers with its totals: the last row and the last column hold the totals."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from transforms.results.audit.figure import Figure
from transforms.results.audit.finding import Place, Term

_ABSENT = Figure.missing("nicht gedruckt", "not printed")
Spot = tuple[int, int]


@dataclass(frozen=True)
class Matrix:
    """Figures by (row, column): rows 0…n-1 are sectors and n their total; columns 0…m-1 are carriers and m their total.

    A spot holds every figure that is printed for it: two where a key stands twice. A spot without any is not printed.
    """

    place: Place
    unit: str
    measure: str
    """Name of the value column where a file has several, else empty."""
    sectors: tuple[str, ...]
    carriers: tuple[str, ...]
    figures: dict[Spot, tuple[Figure, ...]]
    left_out: tuple[str, ...] = ()
    """Names of rows and columns that repeat others (subtotals, `of which`): not added up."""
    doubled: dict[tuple[str, str], tuple[Figure, ...]] = field(default_factory=dict)
    """Keys that are printed more than once, by the names of sector and carrier."""

    @property
    def rows(self) -> int:
        """How many sectors there are; also the number of the row of totals."""
        return len(self.sectors)

    @property
    def columns(self) -> int:
        """How many carriers there are; also the number of the column of totals."""
        return len(self.carriers)

    def value(self, spot: Spot) -> Decimal | None:
        """What is printed at a spot in all; None where no figure is."""
        known = [figure.value for figure in self.figures.get(spot, ()) if figure.value is not None]
        return sum(known, Decimal(0)) if known else None

    def figure(self, spot: Spot) -> Figure:
        """The spot as one figure."""
        printed = self.figures.get(spot, ())
        if len(printed) == 1:
            return printed[0]
        if not printed:
            return _ABSENT
        return Figure(self.value(spot), max(figure.last_place for figure in printed), printed[0].why_missing)

    def where(self, spot: Spot) -> Place:
        """The spot by names; the totals are called so."""
        row, column = spot
        return self.place.at(
            sector=self.sectors[row] if row < self.rows else "total",
            carrier=self.carriers[column] if column < self.columns else "total",
            column=self.measure,
        )

    def term(self, spot: Spot, label: str = "") -> Term:
        """The spot as a term of a sum."""
        place = self.where(spot)
        name = label or f"{place.sector}/{place.carrier}"
        return Term(name, self.figure(spot), 1, ("matrix", self.measure, str(spot[0]), str(spot[1])), place)
