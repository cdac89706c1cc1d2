"""How the numbers of one printed table are written: which mark is the decimal one, and which texts are no figure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from schemas.errors import StadtlandError
from transforms.results.audit.figure import Figure

_NO_FIGURE = frozenset(
    """- -- --- – — ? . .. ... / x na n/a n.a. n.a #n/a nan null none unknown unbekannt nodata no.data keinedaten
    keineangabe keineangaben k.a. k.a k.A. notavailable nichtverfügbar nichtbekannt notknown notestimated notoccurring
    tbd t.b.d. missing fehlt ne no ie c notapplicable entfällt""".casefold().split()
)
"""Without spaces, lower case. NE, NO, IE and C are the notation keys of national inventories (UNFCCC 24/CP.19)."""
_NUMBER = re.compile(r"[+-]?\d[\d.,]*(?:e[+-]?\d+)?|[+-]?[.,]\d+", re.IGNORECASE)
_OF_THOUSANDS = re.compile(r"[\s  '’_]")


@dataclass(frozen=True)
class Notation:
    """The decimal mark of one table; the other mark separates thousands, as spaces and apostrophes always do."""

    decimal: str = "."

    @classmethod
    def of(cls, cells: Iterable[object], table: str) -> Notation:
        """Found in all numbers of a table together; `audit-marks-mixed` where they contradict each other.

        `1.234,5`, `12,5` and `0.247` tell the decimal mark, `1.440.022` the other one. `1,440` alone is read as one
        thousand four hundred and forty, `1.440` as a bit less than one and a half: as a program writes them.
        """
        decimal: set[str] = set()
        thousands: set[str] = set()
        for cell in cells:
            number = _plain_number(cell) if isinstance(cell, str) else None
            if number is None:
                continue
            marks = [mark for mark in number if mark in ".,"]
            if len(set(marks)) == 2:
                decimal.add(marks[-1])
                thousands.add(marks[0])
            elif len(marks) > 1:
                thousands.add(marks[0])
            elif marks and not re.fullmatch(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", number):
                decimal.add(marks[0])
        if len(decimal) > 1 or len(thousands) > 1 or decimal & thousands:
            raise StadtlandError("audit-marks-mixed", table=table)
        if decimal:
            return cls(decimal.pop())
        return cls("," if "." in thousands else ".")

    def read(self, cell: object) -> Figure:
        """One cell as a figure."""
        if cell is None:
            return Figure.missing("leer", "empty")
        if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
            if not math.isfinite(cell):
                return Figure.missing("keine Zahl", "not a number")
            return _figure(repr(cell) if isinstance(cell, float) else str(cell))
        text = str(cell).strip()
        if not text:
            return Figure.missing("leer", "empty")
        if re.sub(r"\s", "", text).casefold() in _NO_FIGURE:
            return Figure.missing("ohne Angabe", "stated as unknown")
        number = _plain_number(text)
        if number is None:
            return Figure.missing("keine Zahl", "not a number")
        other = "," if self.decimal == "." else "."
        return _figure(number.replace(other, "").replace(self.decimal, "."))


def _plain_number(text: str) -> str | None:
    """The number without its thousands spaces, or None where the text is no number."""
    bare = _OF_THOUSANDS.sub("", text.strip()).replace("−", "-").replace("–", "-").rstrip("*%")
    if re.fullmatch(r"\([\d.,]+\)", bare):  # bookkeepers print negative figures in brackets
        bare = f"-{bare[1:-1]}"
    return bare if _NUMBER.fullmatch(bare) else None


def _figure(number: str) -> Figure:
    try:
        value = Decimal(number)
    except ArithmeticError:
        return Figure.missing("keine Zahl", "not a number")
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Figure(value, Decimal(1).scaleb(-decimals))
