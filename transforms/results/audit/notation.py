"""How the numbers of one printed table are written, and each cell as a figure of the audit."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from schemas.number_marks import number_marks
from schemas.printed_number import is_below_threshold, printed_number, says_no_figure
from transforms.results.audit.figure import Figure


@dataclass(frozen=True)
class Notation:
    """The decimal mark of one table; the other mark separates thousands, as spaces and apostrophes always do."""

    decimal: str = "."

    @classmethod
    def of(
        cls,
        cells: Iterable[object] | Mapping[str, Iterable[object]],
        table: str,
        *,
        counts: Collection[str] = (),
        decimal: str | None = None,
    ) -> Notation:
        """Found in all numbers of a table together, by column where the columns are named; `counts` hold no decimals.

        `decimal` decides where nothing tells.

        `audit-marks-mixed` where they contradict each other, `audit-marks-ambiguous` where none tells what `1.440` is.
        """
        columns = cells if isinstance(cells, Mapping) else {table: cells}
        return cls(number_marks(columns, table, counts=counts, decimal=decimal).decimal)

    def read(self, cell: object) -> Figure:
        """One cell as a figure."""
        if cell is None:
            return Figure.missing("leer", "empty")
        if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
            if not math.isfinite(cell):
                return Figure.missing("keine Zahl", "not a number")
            return _figure(Decimal(repr(cell) if isinstance(cell, float) else str(cell)))
        text = str(cell).strip()
        if not text:
            return Figure.missing("leer", "empty")
        if says_no_figure(text):
            return Figure.missing("ohne Angabe", "stated as unknown")
        if is_below_threshold(text):
            return Figure.missing("nur als Schranke angegeben", "stated as a bound only")
        number = printed_number(text)
        value = None if number is None else number.value(self.decimal)
        return Figure.missing("keine Zahl", "not a number") if value is None else _figure(value)


def _figure(value: Decimal) -> Figure:
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Figure(value, Decimal(1).scaleb(-decimals))
