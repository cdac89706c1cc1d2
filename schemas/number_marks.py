"""Which mark of a table's numbers is the decimal one, found in all of them together, and what told so.

`1.234,5`, `12,5` and `0.247` tell the decimal mark, `1.440.022` the other one; a count (`601.866` inhabitants) has no
decimals; who writes `1 440 022` or `896858` separates no thousands by a point or comma. Where nothing tells, `1.440`
is refused: a slip of a thousand would pass unseen.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from schemas.errors import StadtlandError
from schemas.printed_number import PrintedNumber, printed_number

_OPEN = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
"""One mark with three digits behind it: a group of thousands or three decimals."""
_LONG = re.compile(r"[+-]?\d{5,}")


@dataclass(frozen=True)
class NumberMarks:
    """The decimal mark of one table; the other mark separates thousands, as blanks and apostrophes always do."""

    decimal: str = "."
    told_by: str = "no number has a mark"


@dataclass
class _Told:
    """Mark by mark the first column that tells what it is."""

    decimal: dict[str, str] = field(default_factory=dict)
    thousands: dict[str, str] = field(default_factory=dict)
    open: dict[str, set[str]] = field(default_factory=dict)
    groups_otherwise: str = ""


def number_marks(
    columns: Mapping[str, Iterable[object]], table: str, *, counts: Collection[str] = (), decimal: str | None = None
) -> NumberMarks:
    """The marks of all numbers in the columns; `counts` names those that hold whole numbers only.

    `decimal` is the mark that the reader states; it decides where the numbers do not.
    Raises `audit-marks-mixed` where the numbers contradict each other, `audit-marks-ambiguous` where none tells.
    """
    told = _Told()
    for name, cells in columns.items():
        for cell in cells:
            number = printed_number(cell) if isinstance(cell, str) else None
            if number is not None:
                _hear(number, name, told, is_count=name in counts)
    if len(told.decimal) > 1 or len(told.thousands) > 1 or set(told.decimal) & set(told.thousands):
        named = sorted({*told.decimal.values(), *told.thousands.values()})
        raise StadtlandError("audit-marks-mixed", table=table, columns=", ".join(named))
    if told.decimal:
        mark, by = next(iter(told.decimal.items()))
        return NumberMarks(mark, by)
    if told.thousands:
        mark, by = next(iter(told.thousands.items()))
        return NumberMarks("," if mark == "." else ".", by)
    if not told.open:
        return NumberMarks()
    if told.groups_otherwise and len(told.open) == 1:
        return NumberMarks(next(iter(told.open)), told.groups_otherwise)
    if decimal is not None:
        return NumberMarks(decimal, "stated")
    in_doubt = sorted({name for names in told.open.values() for name in names})
    raise StadtlandError("audit-marks-ambiguous", table=table, columns=", ".join(in_doubt))


def _hear(number: PrintedNumber, column: str, told: _Told, *, is_count: bool) -> None:
    marks = [mark for mark in number.digits if mark in ".,"]
    has_exponent = "e" in number.digits.casefold()
    if not marks:
        if number.is_grouped or _LONG.fullmatch(number.digits):
            told.groups_otherwise = told.groups_otherwise or column
    elif len(set(marks)) == 2:
        told.decimal.setdefault(marks[-1], column)
        told.thousands.setdefault(marks[0], column)
    elif len(marks) > 1:
        told.thousands.setdefault(marks[0], column)
    elif number.is_grouped or has_exponent or not _OPEN.fullmatch(number.digits):
        told.decimal.setdefault(marks[0], column)
    elif is_count:
        told.thousands.setdefault(marks[0], column)
    else:
        told.open.setdefault(marks[0], set()).add(column)
