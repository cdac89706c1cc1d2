"""One printed value of a time series, and the values that belong together: of one block, one unit and one kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from transforms.results.audit.figure import Figure
from transforms.results.audit.finding import Place, Term

Kind = Literal["measured", "planned", "other"]


@dataclass(frozen=True)
class Point:
    """`CO2-Emissionen - Industrie` of 2021 belongs to the block `CO2-Emissionen`; `Industrie` is what adds up there."""

    city: str
    block: str
    name: str
    """What it is within its block, as printed, without marks of targets and units."""
    printed_name: str
    kind: Kind
    kind_as_printed: str
    period: str
    year: int
    figure: Figure
    unit: str
    adds: Literal["cell", "total", "part"]
    note: str = ""
    share: Figure | None = None
    """What a column of shares prints beside it."""
    change: Figure | None = None
    """What a column of changes prints beside it."""
    number: int = 0

    @property
    def series(self) -> tuple[str, str, str, Kind, str]:
        """What a series is: city, block, name, kind and unit."""
        return self.city, self.block, self.name, self.kind, self.unit

    def place(self, column: str = "") -> Place:
        """City and period; the printed name stands as the sector."""
        kind = "planned" if self.kind == "planned" else ""
        told = ", ".join(part for part in (kind, column) if part)
        return Place(self.city, self.period, sector=self.printed_name, column=told)

    def term(self) -> Term:
        """The value as a term of a sum."""
        return Term(self.name or "total", self.figure, 1, ("series", str(self.number)), self.place())
