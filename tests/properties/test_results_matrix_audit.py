"""Laws of the matrix audit: one damaged cell is located wherever it stands, clean tables stay clean, in any order."""

from __future__ import annotations

import random
from decimal import Decimal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from config.factors.load import reference
from transforms.results.audit.as_row import as_row
from transforms.results.audit.finding import Finding
from transforms.results.audit.matrix.audit_matrices import audit_matrices

CELL = "cell_meets_row_and_column"
UNITS = "unit_is_consistent"
NOTHING_WRONG = {"match"}
SECTORS = ("Private households", "Trade and services", "Industry", "Transport", "Municipal facilities")
CARRIERS = ("Electricity", "Natural gas", "Heating oil", "District heating", "Diesel", "Biomass")

Grid = list[list[int]]


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Whole MWh, at least ten thousand, so that a thousandth is still a figure; totals in the last row and column."""
    rows, columns = draw(st.integers(2, 5)), draw(st.integers(2, 6))
    cell = st.integers(10_000, 9_000_000)
    cells = [draw(st.lists(cell, min_size=columns, max_size=columns)) for _ in range(rows)]
    grid = [[*row, sum(row)] for row in cells]
    return [*grid, [sum(column) for column in zip(*grid, strict=True)]]


def _wide(grid: list[list[str]]) -> pl.LazyFrame:
    rows, columns = len(grid) - 1, len(grid[0]) - 1
    names = [*SECTORS[:rows], "Total"]
    headers = [*CARRIERS[:columns], "Total"]
    return pl.LazyFrame(
        [{"Sector": name} | dict(zip(headers, row, strict=True)) for name, row in zip(names, grid, strict=True)]
    )


def _long(grid: list[list[str]]) -> pl.LazyFrame:
    wide = _wide(grid).collect()
    return wide.unpivot(index="Sector", variable_name="Carrier", value_name="energy_MWh").lazy()


def _judged(frame: pl.LazyFrame) -> list[Finding]:
    return audit_matrices(frame, sector_synonyms=reference("sector_synonyms"), carriers=reference("carriers"))


def _printed(grid: Grid) -> list[list[str]]:
    return [[str(value) for value in row] for row in grid]


def _names(grid: Grid, row: int, column: int) -> tuple[str, str]:
    is_last_row, is_last_column = row == len(grid) - 1, column == len(grid[0]) - 1
    return "total" if is_last_row else SECTORS[row], "total" if is_last_column else CARRIERS[column]


def _located(findings: list[Finding], check: str = CELL) -> list[tuple[str, str]]:
    return [(it.place.sector, it.place.carrier) for it in findings if it.check == check and it.verdict == "rule broken"]


spots = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6))
forms = st.sampled_from([_wide, _long])


@settings(max_examples=40, deadline=None)
@given(grids(), forms)
def test_clean_matrices_have_no_findings(grid: Grid, form) -> None:  # type: ignore[no-untyped-def]
    assert {it.verdict for it in _judged(form(_printed(grid)))} == NOTHING_WRONG


@settings(max_examples=25, deadline=None)
@given(grids(), st.integers(2, 9), forms)
def test_the_noise_of_binary_floats_is_no_finding(grid: Grid, divisor: int, form) -> None:  # type: ignore[no-untyped-def]
    rows = [[value / divisor for value in row[:-1]] for row in grid[:-1]]
    noisy = [[*row, sum(row)] for row in rows]
    noisy.append([sum(column) for column in zip(*noisy, strict=True)])
    assert {it.verdict for it in _judged(form([[repr(value) for value in row] for row in noisy]))} == NOTHING_WRONG


@settings(max_examples=100, deadline=None)
@given(grids(), spots, forms, st.sampled_from(["", "double", "thousandth", "thousandfold", "minus"]))
def test_one_damaged_cell_is_located_wherever_it_is(grid, spot, form, damage) -> None:  # type: ignore[no-untyped-def]
    row, column = spot[0] % len(grid), spot[1] % len(grid[0])
    printed = _printed(grid)
    value = grid[row][column]
    is_total = row == len(grid) - 1 or column == len(grid[0]) - 1
    if damage == "" and is_total:
        return  # a total that is not printed leaves nothing to be held against
    printed[row][column] = {
        "": "", "double": str(2 * value), "thousandth": str(Decimal(value) / 1000), "thousandfold": f"{value}000",
        "minus": f"-{value}",
    }[damage]  # fmt: skip
    findings = _judged(form(printed))
    assert _located(findings) == [_names(grid, row, column)]
    found = next(it for it in findings if it.check == CELL and it.verdict == "rule broken")
    assert abs((found.recomputed or 0) - value) <= (found.tolerance or 0)
    word = {"": "missing", "double": "doubled", "minus": "sign"}.get(damage, "a thousand")
    assert word in found.note.en
    assert _located(findings, UNITS) == ([_names(grid, row, column)] if "thousand" in damage else [])


@settings(max_examples=40, deadline=None)
@given(grids(), spots)
def test_a_row_that_is_lost_or_doubled_in_a_long_file_is_located(grid: Grid, spot: tuple[int, int]) -> None:
    row, column = spot[0] % (len(grid) - 1), spot[1] % (len(grid[0]) - 1)
    name = _names(grid, row, column)
    data = _long(_printed(grid)).collect()
    is_it = (pl.col("Sector") == name[0]) & (pl.col("Carrier") == name[1])
    assert _located(_judged(data.filter(~is_it).lazy())) == [name]
    doubled = _judged(pl.concat([data, data.filter(is_it)]).lazy())
    assert _located(doubled) == [name]
    assert [it.place.carrier for it in doubled if it.check == "key_is_unique"] == [name[1]]


@settings(max_examples=40, deadline=None)
@given(grids(), st.randoms(use_true_random=False))
def test_several_damaged_cells_are_located_or_said_to_be_ambiguous(grid: Grid, chance: random.Random) -> None:
    printed = _printed(grid)
    rows = chance.sample(range(len(grid) - 1), 2)
    columns = chance.sample(range(len(grid[0]) - 1), 2)
    planted = sorted(zip(rows, columns, strict=True))
    for at, (row, column) in enumerate(planted):
        printed[row][column] = str(grid[row][column] + 1_111 * (at + 1))
    findings = _judged(_wide(printed))
    assert sorted(_located(findings)) == sorted(_names(grid, *spot) for spot in planted)
    for row, column in planted:
        printed[row][column] = str(grid[row][column] + 1_111)
    same = _judged(_wide(printed))
    assert _located(same) == []
    assert any(it.check == CELL and "ambiguous" in it.note.en for it in same)


@settings(max_examples=40, deadline=None)
@given(grids(), spots)
def test_a_whole_line_in_another_unit_is_told_as_one_slip(grid: Grid, spot: tuple[int, int]) -> None:
    printed = _printed(grid)
    column = spot[1] % (len(grid[0]) - 1)
    for row in printed:
        row[column] = str(Decimal(row[column]) / 1000)
    findings = _judged(_wide(printed))
    assert _located(findings) == []
    assert _located(findings, UNITS) == [("total", CARRIERS[column])]


@settings(max_examples=25, deadline=None)
@given(grids(), spots, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_rows_and_columns_says_nothing(grid, spot, chance, is_wide) -> None:  # type: ignore[no-untyped-def]
    printed = _printed(grid)
    printed[spot[0] % len(grid)][spot[1] % len(grid[0])] += "7"
    data = (_wide if is_wide else _long)(printed).collect()
    headers = data.columns[1:]
    chance.shuffle(headers)
    mixed = data.sample(fraction=1, shuffle=True, seed=chance.randrange(1000))
    if is_wide:
        mixed = mixed.select(data.columns[0], *headers)
    assert [as_row(it) for it in _judged(mixed.lazy())] == [as_row(it) for it in _judged(data.lazy())]
