"""Which mark of a table's numbers is the decimal one, found in all of them together, and what told so.

`1.234,5`, `12,5` and `0.247` tell the decimal mark, `1.440.022` the other one; a count (`601.866` inhabitants) has no
decimals; a column of `896.858`, `1.204`, `450` and `37` separates thousands, since three decimals would be printed
behind 450, too; who writes `1 440 022` or `896858` separates no thousands by a point or comma. Where nothing tells,
`1.440` is refused: a slip of a thousand would pass unseen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from schemas.errors import StadtlandError
from schemas.printed_number import PrintedNumber, printed_number

_OPEN = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
"""One mark with three digits behind it: a group of thousands or three decimals."""
_LONG = re.compile(r"[+-]?\d{5,}")
_SMALL = re.compile(r"[+-]?[1-9]\d{0,2}")
_ENOUGH_OPEN, _ENOUGH_SMALL = 3, 2
"""So many numbers before which a mark stands and so many without one make a column that separates thousands: of
figures with three decimals, one in a thousand ends in three noughts that a program cuts off."""


@dataclass(frozen=True)
class NumberMarks:
    """The decimal mark of one table; the other mark separates thousands, as blanks and apostrophes always do."""

    decimal: str = "."
    told_by: str = "no number has a mark"
    is_told: bool = False
    """Whether the table itself tells it, so that tables beside it may be read likewise."""


@dataclass
class _Told:
    """Mark by mark the first column that tells what it is."""

    decimal: dict[str, str] = field(default_factory=dict)
    thousands: dict[str, str] = field(default_factory=dict)
    open: dict[str, set[str]] = field(default_factory=dict)
    groups_otherwise: str = ""


@dataclass
class _Column:
    """What one column prints: how often a mark stands open, numbers below 1000 without a mark, and if it tells."""

    name: str
    is_count: bool
    open: Counter[str] = field(default_factory=Counter)
    small: int = 0
    tells: bool = False


def number_marks(
    columns: Mapping[str, Iterable[object]], table: str, *, counts: Collection[str] = (), decimal: str | None = None
) -> NumberMarks:
    """The marks of all numbers in the columns; `counts` names those that hold whole numbers only.

    `decimal` is the mark that the reader, or a table beside this one, states; it decides where the numbers do not.
    Raises `audit-marks-mixed` where the numbers contradict each other, `audit-marks-ambiguous` where none tells.
    """
    told = _Told()
    for name, cells in columns.items():
        column = _Column(name, name in counts)
        for cell in cells:
            number = printed_number(cell) if isinstance(cell, str) else None
            if number is not None:
                _hear(number, column, told)
        for mark, count in column.open.items():
            told.open.setdefault(mark, set()).add(name)
            if not column.tells and count >= _ENOUGH_OPEN and column.small >= _ENOUGH_SMALL:
                told.thousands.setdefault(mark, name)
    if len(told.decimal) > 1 or len(told.thousands) > 1 or set(told.decimal) & set(told.thousands):
        named = sorted({*told.decimal.values(), *told.thousands.values()})
        raise StadtlandError("audit-marks-mixed", table=table, columns=", ".join(named))
    if told.decimal:
        mark, by = next(iter(told.decimal.items()))
        return NumberMarks(mark, by, is_told=True)
    if told.thousands:
        mark, by = next(iter(told.thousands.items()))
        return NumberMarks("," if mark == "." else ".", by, is_told=True)
    if not told.open:
        return NumberMarks()
    if told.groups_otherwise and len(told.open) == 1:
        return NumberMarks(next(iter(told.open)), told.groups_otherwise)
    if decimal is not None:
        return NumberMarks(decimal, "stated")
    in_doubt = sorted({name for names in told.open.values() for name in names})
    raise StadtlandError("audit-marks-ambiguous", table=table, columns=", ".join(in_doubt))


def _hear(number: PrintedNumber, column: _Column, told: _Told) -> None:
    marks = [mark for mark in number.digits if mark in ".,"]
    decimal = thousands = ""
    if not marks:
        if number.is_grouped or _LONG.fullmatch(number.digits):
            told.groups_otherwise = told.groups_otherwise or column.name
        column.small += _SMALL.fullmatch(number.digits) is not None
    elif len(set(marks)) == 2:
        decimal, thousands = marks[-1], marks[0]
    elif len(marks) > 1:
        thousands = marks[0]
    elif number.is_grouped or not _OPEN.fullmatch(number.digits):  # an exponent is a sign of a decimal mark, too
        decimal = marks[0]
    elif column.is_count:
        thousands = marks[0]
    else:
        column.open[marks[0]] += 1
    if decimal:
        told.decimal.setdefault(decimal, column.name)
    if thousands:
        told.thousands.setdefault(thousands, column.name)
    column.tells |= bool(decimal or thousands)
