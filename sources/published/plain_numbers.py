"""Numbers as publishers print them, rewritten so that the one check that reads text reads them: `1234.5`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from schemas.number_marks import NumberMarks, number_marks
from schemas.printed_number import is_below_threshold, printed_number, says_no_figure


@dataclass(frozen=True)
class PlainNumbers:
    """`cells` counts what was taken off or read as missing: footnote, percent, no_figure, below_threshold."""

    frame: pl.DataFrame
    marks: NumberMarks
    cells: Mapping[str, int]


def plain_numbers(
    frame: pl.DataFrame,
    units: Mapping[str, str | None],
    table: str,
    *,
    counts: Collection[str] = (),
    years: Collection[str] = (),
    decimal: str | None = None,
) -> PlainNumbers:
    """The text columns of `units` with plain numbers; a cell that is no number stays as it is, for the check to refuse.

    The marks are found in all of these columns but `years` together; `counts` hold whole numbers, `decimal` decides
    where nothing tells. A cell that says `k. A.` or `<5` becomes empty: missing, never zero. A percentage in a column
    of shares becomes a share. Raises `audit-marks-mixed`, `audit-marks-ambiguous`.
    """
    looked_at = {name: frame[name].to_list() for name in units if name not in years}
    marks = number_marks(looked_at, table, counts=counts, decimal=decimal)
    seen: Counter[str] = Counter()
    columns = [
        pl.Series(name, [_plain(cell, unit, marks.decimal, seen) for cell in frame[name].to_list()], dtype=pl.String)
        for name, unit in units.items()
    ]
    return PlainNumbers(frame.with_columns(columns), marks, dict(sorted(seen.items())))


def _plain(cell: str | None, unit: str | None, decimal: str, seen: Counter[str]) -> str | None:
    if cell is None or not cell.strip():
        return cell
    if says_no_figure(cell):
        seen["no_figure"] += 1
        return ""
    if is_below_threshold(cell):
        seen["below_threshold"] += 1
        return ""
    number = printed_number(cell)
    value = None if number is None else number.value(decimal)
    if number is None or value is None:
        return cell
    if number.is_percent:
        if unit not in ("%", "1"):
            return cell
        seen["percent"] += 1
        value = value / 100 if unit == "1" else value
    if number.has_footnote:
        seen["footnote"] += 1
    return _written_out(value)


def _written_out(value: Decimal) -> str:
    return format(value, "f")
