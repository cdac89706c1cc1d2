"""What a matrix's failing sums say together: located cells, slipped lines, exchanged figures, or that it stays open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from transforms.results.audit.finding import Finding, Place
from transforms.results.audit.matrix.equations import Equation, column_equations, row_equations
from transforms.results.audit.matrix.line_slips import LineSlip, line_slips
from transforms.results.audit.matrix.locate import Damage, locate
from transforms.results.audit.matrix.matrix import Matrix, Spot
from transforms.results.audit.matrix.swapped import Swapped, swapped
from transforms.results.audit.probable_cause import probable_cause
from transforms.results.audit.slip_in_sum import CHECK as UNITS
from transforms.results.audit.slip_in_sum import slip_in_sum
from transforms.results.audit.slips_in_sums import slips_in_sums
from transforms.results.audit.text import Text

CHECK = "cell_meets_row_and_column"
_SHOWN = 6
Sums = Mapping[tuple[str, int], Finding]


@dataclass(frozen=True)
class DamagedCells:
    """The sums, told again where a blank cell turned out to be what they lack; and a finding per damaged cell."""

    sums: list[Finding]
    cells: list[Finding]


def damaged_cells(matrix: Matrix, sums: Sums) -> DamagedCells:
    """`cell_meets_row_and_column` is broken for every located cell; `not checked` names what stays ambiguous.

    `unit_is_consistent` is broken wherever the cause is a factor of a thousand.
    """
    slips = line_slips(matrix)
    factors: dict[Spot, Decimal] = {}
    for slip in slips:
        factors |= slip.factors(matrix)
    rows, columns = row_equations(matrix, factors), column_equations(matrix, factors)
    located = locate(matrix, rows, columns)
    exchanged = [
        *swapped(matrix, "row", located.open_rows, rows),
        *swapped(matrix, "column", located.open_columns, columns),
    ]
    mended = {spot[0] for it in exchanged for spot in (it.one, it.other)} & set(located.open_rows)
    open_rows = [row for row in located.open_rows if row not in mended]
    mended = {spot[1] for it in exchanged for spot in (it.one, it.other)} & set(located.open_columns)
    open_columns = [column for column in located.open_columns if column not in mended]
    lines = [finding for slip in slips for finding in _line(matrix, slip)]
    cells = [finding for damage in located.cells for finding in _cell(matrix, damage)]
    cells += [_exchange(matrix, it) for it in exchanged]
    alone = list(_slips_of_one_sum(matrix, sums, rows, columns, open_rows, open_columns))
    is_grid = any(row < matrix.rows for row in rows) and any(column < matrix.columns for column in columns)
    if is_grid and (open_rows or open_columns):
        cells.append(_ambiguous(matrix, rows, columns, open_rows, open_columns))
    if is_grid and not (lines or cells or alone):
        count = Decimal(len(matrix.figures))
        cells.append(Finding(CHECK, _anywhere(matrix), "match", "cells", count, count, Decimal(0), Decimal(0)))
    if not (lines or alone or any(it.check == UNITS for it in cells)) and (rows or columns):
        note = Text(f"{len(rows) + len(columns)} Summen", f"{len(rows) + len(columns)} sums")
        cells.append(Finding(UNITS, matrix.place.at(column=_named(matrix, "units")), "match", note=note))
    told = {("row", damage.spot[0]) for damage in located.cells} | {("column", it.spot[1]) for it in located.cells}
    equations = {("row", n): it for n, it in rows.items()} | {("column", n): it for n, it in columns.items()}
    again = [
        _lacks(finding, equations[line]) if line in told and finding.verdict == "not checked" else finding
        for line, finding in sums.items()
    ]
    return DamagedCells(again, [*lines, *cells, *alone])


def _lacks(finding: Finding, equation: Equation) -> Finding:
    printed = finding.printed or Decimal(0)
    return replace(
        finding, verdict="mismatch", recomputed=printed + equation.residual, difference=equation.residual,
        tolerance=equation.tolerance,
    )  # fmt: skip


def _cell(matrix: Matrix, damage: Damage) -> Iterator[Finding]:
    printed = matrix.figure(damage.spot)
    should = -damage.surplus if printed.value is None else printed.value - damage.surplus
    several = [it for it in matrix.figures.get(damage.spot, ()) if it.value is not None]
    cause = probable_cause(printed, should, damage.tolerance)
    words = cause.words
    if len(several) > 1 and any(abs((it.value or 0) - damage.surplus) <= damage.tolerance for it in several):
        words = Text("steht doppelt: eine Zeile zu viel", "stands twice: one row too many")
    both = Text(
        f"Zeile und Spalte weichen beide um {Text.amount(damage.surplus, matrix.unit).de.strip()} ab",
        f"its row and its column are both off by {Text.amount(damage.surplus, matrix.unit).en.strip()}",
    )
    note = Text.join((words, both))
    place = matrix.where(damage.spot)
    found = Finding(
        CHECK, place, "rule broken", matrix.unit, printed.value, should, -damage.surplus, damage.tolerance, note
    )
    yield found
    if cause.is_slip:
        yield replace(found, check=UNITS, note=Text.join((words, Text(f"gefunden durch {CHECK}", f"found by {CHECK}"))))


def _line(matrix: Matrix, slip: LineSlip) -> Iterator[Finding]:
    place = matrix.where((slip.number, matrix.columns) if slip.kind == "row" else (matrix.rows, slip.number))
    of_de, of_en = ("Zeile", "row") if slip.kind == "row" else ("Spalte", "column")
    how = ("klein", "small") if slip.factor > 1 else ("groß", "large")
    note = Text(
        f"die ganze {of_de} ist tausendfach zu {how[0]}: andere Einheit (kt/t, GWh/MWh); {slip.sums} Summen weichen ab",
        f"the whole {of_en} is a thousand too {how[1]}: another unit (kt/t, GWh/MWh); {slip.sums} sums fail for it",
    )
    yield Finding(UNITS, place, "rule broken", matrix.unit, note=note)


def _exchange(matrix: Matrix, it: Swapped) -> Finding:
    one, other = matrix.figure(it.one), matrix.figure(it.other)
    label = matrix.term(it.other).label
    difference = (other.value or Decimal(0)) - (one.value or Decimal(0))
    note = Text(f"wohl mit {label} vertauscht", f"probably exchanged with {label}")
    return Finding(
        CHECK, matrix.where(it.one), "rule broken", matrix.unit, one.value, other.value, difference, note=note
    )


def _slips_of_one_sum(
    matrix: Matrix, sums: Sums, rows: Mapping[int, Equation], columns: Mapping[int, Equation],
    open_rows: list[int], open_columns: list[int],
) -> Iterator[Finding]:  # fmt: skip
    """A sum that fails alone (no sum crosses it) and that a factor of a thousand in one figure would mend."""
    confirmed = {
        matrix.term((row, at)).cell for row, it in rows.items() if not it.fails for at in range(matrix.columns)
    }
    confirmed |= {matrix.term((at, n)).cell for n, it in columns.items() if not it.fails for at in range(matrix.rows)}
    for kind, numbers in (("row", open_rows), ("column", open_columns)):
        for number in numbers:
            finding = sums.get((kind, number))
            if finding is not None and finding.verdict == "mismatch" and finding.terms:
                slip = slip_in_sum(finding, confirmed)
                if slip is not None:
                    yield slip[1]
    # A sum that lacks a figure is open, but not where a thousand in another figure makes it hold exactly.
    yield from slips_in_sums(
        [it for it in sums.values() if it.verdict == "not checked" and it.terms], confirmed
    ).values()


def _ambiguous(
    matrix: Matrix, rows: Mapping[int, Equation], columns: Mapping[int, Equation],
    open_rows: list[int], open_columns: list[int],
) -> Finding:  # fmt: skip
    n, m = matrix.rows, matrix.columns
    failing = [(matrix.where((row, m)).sector, rows[row].residual) for row in open_rows]
    failing += [(matrix.where((n, column)).carrier, columns[column].residual) for column in open_columns]
    named = [(name, Text.amount(amount, matrix.unit)) for name, amount in failing[:_SHOWN]]
    more = " …" if len(failing) > _SHOWN else ""
    de = ", ".join(f"{name} ({text.de.strip()})" for name, text in named) + more
    en = ", ".join(f"{name} ({text.en.strip()})" for name, text in named) + more
    if open_rows and open_columns:
        why = Text("mehrdeutig: mehrere Zellen kämen in Frage", "ambiguous: several cells would explain it")
    else:
        why = Text(
            "nicht zu orten: nur Zeilen oder nur Spalten weichen ab",
            "not to be located: only rows or only columns fail",
        )
    note = Text.join((why, Text(f"es weichen ab: {de}", f"failing: {en}")))
    return Finding(CHECK, _anywhere(matrix), "not checked", matrix.unit, note=note)


def _anywhere(matrix: Matrix) -> Place:
    return matrix.place.at(column=_named(matrix, "all cells"))


def _named(matrix: Matrix, column: str) -> str:
    return ", ".join(part for part in (matrix.measure, column) if part)
