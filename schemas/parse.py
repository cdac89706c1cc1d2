"""How one column is read: from text or from another type to the type that its schema wants, in polars expressions.

A value that cannot be read without a guess is left out of the result and marked in `<column>:unreadable`; a text that
means "no value" becomes null and is not marked. A number is never misread:

- `1.234,56` with decimal `,` and thousands `.` is 1234.56, but `1.5`, `12.34` and `0.123` are unreadable there,
  because a group of thousands has three digits and no number starts with the group 0;
- without a thousands mark, a second mark of any kind makes the number unreadable;
- an integer may end in `.0` (what spreadsheets write), a Decimal keeps every digit or is unreadable;
- a year below 1000 is a year of two digits that was read as four: unreadable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from schemas.agreement import TextFormat

Steps = tuple[tuple[pl.Expr, ...], ...]
_BLANKS = {" ": " \u00a0\u202f", "'": "'\u2019"}
_TRUTHS = {
    "true": True, "wahr": True, "ja": True, "j": True, "yes": True, "y": True, "1": True,
    "false": False, "falsch": False, "nein": False, "n": False, "no": False, "0": False,
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """How one column is read: with_columns steps in order, and whether a value can be unreadable on the way."""

    steps: Steps = ()
    marks_unreadable: bool = False


def reading(column: str, received: pl.DataType, wanted: pl.DataType, text: TextFormat | None) -> Reading | None:
    """The steps from the received to the wanted type; None when there is no way without a guess."""
    if received == pl.Null and wanted != pl.Null:
        return Reading(((pl.col(column).cast(wanted),),))
    if isinstance(received, pl.Categorical | pl.Enum):
        rest = reading(column, pl.String(), wanted, text)
        return rest and Reading(((pl.col(column).cast(pl.String),), *rest.steps), rest.marks_unreadable)
    if received == wanted:
        return _same_type(column, wanted, text)
    if received == pl.String:
        return _from_text(column, wanted, text or TextFormat())
    if _widens(received, wanted):
        return Reading(((pl.col(column).cast(wanted),),))
    if _narrows(received, wanted):
        return _round_trip(column, received, wanted)
    return None


def _same_type(column: str, wanted: pl.DataType, text: TextFormat | None) -> Reading:
    if wanted == pl.String and text is not None:
        return Reading(_cleaned(column, pl.col(column), text, into=column))
    if wanted.is_float():
        # NaN is a missing value under another name; an infinite one is no quantity of anything.
        value = pl.col(column)
        finite = pl.when(value.is_finite()).then(value).alias(column)
        infinite = value.is_infinite().fill_null(False).alias(f"{column}:unreadable")
        return Reading(((infinite, finite),), marks_unreadable=True)
    return Reading()


def _from_text(column: str, wanted: pl.DataType, text: TextFormat) -> Reading | None:
    raw, words, quick = pl.col(column), pl.col(f"{column}:text"), pl.col(f"{column}:quick")
    value = _value(words, wanted, text)
    if value is None:
        return None
    plainly = _plain_number(raw, wanted, text)
    # Most numbers need no care: they are read at once, and only the others are stripped, looked up and taken apart.
    first = () if plainly is None else ((plainly.alias(f"{column}:quick"),),)
    careful = raw if plainly is None else pl.when(quick.is_null()).then(raw)
    slowly = pl.col(f"{column}:slow")
    return Reading(
        (
            *first,
            *_cleaned(column, careful, text, into=f"{column}:text"),
            (value.alias(f"{column}:slow"),),
            (
                (words.is_not_null() & slowly.is_null()).alias(f"{column}:unreadable"),
                (slowly if plainly is None else pl.coalesce(quick, slowly)).alias(column),
            ),
        ),
        marks_unreadable=True,
    )


def _cleaned(column: str, source: pl.Expr, text: TextFormat, *, into: str) -> Steps:
    """Two steps: blanks at both ends go, then texts that mean "no value" become null (an empty one always does)."""
    stripped = pl.col(f"{column}:stripped")
    missing = sorted({word.strip() for word in text.missing} - {""})
    is_value = stripped.str.len_bytes() > 0
    if missing:
        is_value &= ~stripped.is_in(missing)
    return (source.str.strip_chars().alias(f"{column}:stripped"),), (pl.when(is_value).then(stripped).alias(into),)


def _plain_number(raw: pl.Expr, wanted: pl.DataType, text: TextFormat) -> pl.Expr | None:
    """The number where it can be read without more care, null elsewhere; None where every value needs care."""
    if any(character.isdigit() for word in text.missing for character in word):
        return None  # a code such as -999 looks like a number and means that there is none
    if wanted.is_integer():
        return raw.cast(wanted, strict=False)
    if not wanted.is_float():
        return None
    number = _swapped(raw, text.decimal).cast(wanted, strict=False)
    return pl.when(number.is_finite()).then(number)


def _value(words: pl.Expr, wanted: pl.DataType, text: TextFormat) -> pl.Expr | None:
    if wanted.is_integer():
        return _point_number(words, text).str.strip_suffix(".0").cast(wanted, strict=False)
    if wanted.is_float():
        number = _point_number(words, text).cast(wanted, strict=False)
        return pl.when(number.is_finite()).then(number)
    if isinstance(wanted, pl.Decimal):
        number = _point_number(words, text)
        loses_digits = number.str.contains(rf"[eE]|\.[0-9]{{{wanted.scale}}}[0-9]*[1-9]")
        return pl.when(~loses_digits).then(number).cast(wanted, strict=False)
    if wanted == pl.Boolean:
        return words.str.to_lowercase().replace_strict(_TRUTHS, default=None, return_dtype=pl.Boolean)
    if wanted == pl.Date:
        day = words.str.to_date(text.date_format, strict=False)
        return pl.when(day.dt.year() >= 1000).then(day)
    if isinstance(wanted, pl.Datetime):
        moment = _moment(words, wanted, text.datetime_format)
        return pl.when(moment.dt.year() >= 1000).then(moment)
    return None


def _swapped(value: pl.Expr, decimal: str) -> pl.Expr:
    """The number with a decimal point; null where a point stands that is not the decimal mark."""
    if decimal == ".":
        return value
    return pl.when(value.str.find(".", literal=True).is_null()).then(value.str.replace(",", ".", literal=True))


def _point_number(value: pl.Expr, text: TextFormat) -> pl.Expr:
    """The number with a decimal point and no thousands marks, null where the marks do not stand as they should."""
    if not text.thousands:
        return _swapped(value, text.decimal)
    mark = f"[{re.escape(_BLANKS.get(text.thousands, text.thousands))}]"
    point = re.escape(text.decimal)
    shape = rf"^[+-]?(?:(?:[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}})+|[0-9]+)(?:{point}[0-9]+)?|{point}[0-9]+)$"
    plain = value.str.replace_all(mark, "")
    if text.decimal == ",":
        plain = plain.str.replace(",", ".", literal=True)
    return pl.when(value.str.contains(shape)).then(plain)


def _moment(value: pl.Expr, wanted: pl.Datetime, pattern: str) -> pl.Expr:
    if wanted.time_zone is None:
        return value.str.to_datetime(pattern, time_unit=wanted.time_unit, strict=False)
    if "%z" in pattern:
        moment = value.str.to_datetime(pattern, time_unit=wanted.time_unit, time_zone="UTC", strict=False)
        return moment.dt.convert_time_zone(wanted.time_zone)
    # The hour that a clock shows twice in autumn, and the one it skips in spring, cannot be read without a guess.
    return value.str.to_datetime(pattern, time_unit=wanted.time_unit, strict=False).dt.replace_time_zone(
        wanted.time_zone, ambiguous="null", non_existent="null"
    )


def _widens(received: pl.DataType, wanted: pl.DataType) -> bool:
    """Whether every received value has its place in the wanted type."""
    if received.is_integer() and wanted.is_integer():
        return _bounds(wanted)[0] <= _bounds(received)[0] and _bounds(received)[1] <= _bounds(wanted)[1]
    return received.is_integer() and wanted == pl.String


def _narrows(received: pl.DataType, wanted: pl.DataType) -> bool:
    """Whether some values have their place in the wanted type, and the way back shows which."""
    if received.is_numeric() and wanted.is_numeric():
        return True
    if isinstance(received, pl.Datetime) and isinstance(wanted, pl.Datetime):
        return (received.time_zone is None) == (wanted.time_zone is None)
    return (received == pl.Date and isinstance(wanted, pl.Datetime) and wanted.time_zone is None) or (
        isinstance(received, pl.Datetime) and received.time_zone is None and wanted == pl.Date
    )


def _round_trip(column: str, received: pl.DataType, wanted: pl.DataType) -> Reading:
    source = pl.col(column).fill_nan(None) if received.is_float() else pl.col(column)
    there, back = pl.col(f"{column}:there"), pl.col(f"{column}:there").cast(received, strict=False)
    lost = there.is_null() | (back != source)
    if wanted.is_float() and not received.is_integer():
        # A decimal fraction has no exact binary one, a short float is a rounded long one: only the size can be lost.
        lost = ~there.is_finite()
    unreadable = pl.col(f"{column}:unreadable")
    return Reading(
        (
            (source.cast(wanted, strict=False).alias(f"{column}:there"),),
            ((source.is_not_null() & lost.fill_null(True)).alias(f"{column}:unreadable"),),
            (pl.when(~unreadable).then(there).alias(column),),
        ),
        marks_unreadable=True,
    )


def _bounds(integer: pl.DataType) -> tuple[int, int]:
    bits = int(re.sub(r"\D", "", str(integer)))
    return (0, 2**bits - 1) if integer.is_unsigned_integer() else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
