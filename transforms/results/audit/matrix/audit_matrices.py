"""The audit of printed matrices: sums of rows and columns, and the cell where a row and a column fail alike."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import polars as pl

from transforms.results.audit.compare_known import compare_known
from transforms.results.audit.finding import Finding, Term, not_checked
from transforms.results.audit.matrix.damaged_cells import damaged_cells
from transforms.results.audit.matrix.matrix import Matrix
from transforms.results.audit.matrix.read_matrices import read_matrices
from transforms.results.audit.same_amount import same_amount
from transforms.results.audit.tables import Words
from transforms.results.audit.text import Text
from transforms.results.audit.words import words

ROW = "carriers_sum_to_sector"
COLUMN = "sectors_sum_to_carrier"
CORNER_DOWN = "sectors_sum_to_total"
CORNER_ACROSS = "carriers_sum_to_total"
KEY = "key_is_unique"
NEGATIVE = "energy_is_not_negative"
GIVEN = "every_cell_has_a_figure"
_ENERGY_UNITS = ("MWh", "GWh", "kWh", "TWh", "TJ")


def audit_matrices(
    frame: pl.LazyFrame,
    *,
    sector_synonyms: pl.LazyFrame | None = None,
    carriers: pl.LazyFrame | None = None,
    decimal: str | None = None,
) -> list[Finding]:
    """One finding per row, column and key that is wrong or can be checked, and per cell that is located.

    The order of rows and columns changes nothing. `decimal` is the decimal mark where no number tells it.
    Raises `audit-columns-missing`, `audit-marks-mixed`, `audit-marks-ambiguous`.
    """
    known = words(sector_synonyms, carriers)
    findings: list[Finding] = []
    for matrix in read_matrices(frame, known, decimal):
        findings += same_amount(_one_matrix(matrix, known))
    return findings


def _one_matrix(matrix: Matrix, _known: Words) -> list[Finding]:
    damaged = damaged_cells(matrix, dict(_sums(matrix)))
    return [*damaged.sums, *damaged.cells, *_keys(matrix), *_negative(matrix), *_given(matrix)]


def _sums(matrix: Matrix) -> Iterator[tuple[tuple[str, int], Finding]]:
    n, m = matrix.rows, matrix.columns
    left_out = _left_out(matrix)
    for row in range(n + 1):
        check = ROW if row < n else CORNER_ACROSS
        terms = [matrix.term((row, at), matrix.carriers[at]) for at in range(m) if (row, at) in matrix.figures]
        # A sector with a total alone has nothing to be added up; one without any figure is counted below.
        if terms and any(matrix.value((row, at)) is not None for at in range(m + 1)):
            yield ("row", row), _compare(check, matrix, matrix.term((row, m), "total"), terms, left_out)
    for column in range(m + 1):
        check = COLUMN if column < m else CORNER_DOWN
        terms = [matrix.term((at, column), matrix.sectors[at]) for at in range(n) if (at, column) in matrix.figures]
        # A carrier without a total is no news; one line below says so for all of them.
        if terms and matrix.value((n, column)) is not None:
            yield ("column", column), _compare(check, matrix, matrix.term((n, column), "total"), terms, left_out)
    if not any(row == n for row, _ in matrix.figures):
        why = Text("keine Summenzeile gedruckt", "no row of totals is printed")
        yield ("column", -1), not_checked(COLUMN, matrix.where((n, m)), why, matrix.unit)


def _compare(check: str, matrix: Matrix, printed: Term, terms: list[Term], more: Text) -> Finding:
    return compare_known(check, printed.place or matrix.place, printed, terms, matrix.unit, more)


def _left_out(matrix: Matrix) -> Text:
    if not matrix.left_out:
        return Text()
    named = ", ".join(matrix.left_out[:3]) + (" …" if len(matrix.left_out) > 3 else "")
    return Text(f"nicht mitsummiert: {named}", f"not added up: {named}")


def _keys(matrix: Matrix) -> Iterator[Finding]:
    for (sector, carrier), figures in sorted(matrix.doubled.items()):
        values = {figure.value for figure in figures}
        note = (
            Text("gleiche Zahlen: die Zeile zählt doppelt", "the same figures: the row counts twice")
            if len(values) == 1
            else Text("mit verschiedenen Zahlen", "with different figures")
        )
        count = Decimal(len(figures))
        place = matrix.place.at(sector=sector, carrier=carrier, column=matrix.measure)
        yield Finding(KEY, place, "rule broken", "rows", count, Decimal(1), 1 - count, Decimal(0), note)
    if not matrix.doubled:
        count = Decimal(len(matrix.figures))
        place = matrix.place.at(column=", ".join(it for it in (matrix.measure, "matrix keys") if it))
        yield Finding(KEY, place, "match", "rows", count, count, Decimal(0), Decimal(0))


def _negative(matrix: Matrix) -> Iterator[Finding]:
    if matrix.unit not in _ENERGY_UNITS:
        return
    for spot in matrix.figures:
        value = matrix.value(spot)
        if value is not None and value < 0:
            yield Finding(NEGATIVE, matrix.where(spot), "rule broken", matrix.unit, value)


def _given(matrix: Matrix) -> Iterator[Finding]:
    """How many printed cells have no figure: they are not zero, and no sum says what they are."""
    blanks = [spot for spot in matrix.figures if matrix.value(spot) is None]
    count, given = Decimal(len(matrix.figures)), Decimal(len(matrix.figures) - len(blanks))
    named = ", ".join(matrix.term(spot).label for spot in blanks[:5]) + (" …" if len(blanks) > 5 else "")
    place = matrix.place.at(column=", ".join(it for it in (matrix.measure, "cells") if it))
    yield Finding(
        GIVEN, place, "not covered" if blanks else "match", "cells", given, count, count - given, Decimal(0),
        Text(f"ohne Zahl: {named}", f"without a figure: {named}") if blanks else Text(),
    )  # fmt: skip
