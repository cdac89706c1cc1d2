"""Laws of table suppression, held against attackers that are written here and share nothing with the product."""

from __future__ import annotations

import itertools
from typing import Any

import highspy
import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.privacy.tables.suppress_table import suppress_table
from transforms.privacy.tables.suppressed_table import SuppressedTable
from transforms.privacy.tables.table_rules import TableRules

Grid = list[list[int]]


def _two_way(grid: Grid, *, protect_zeros: bool) -> SuppressedTable:
    rows = [(f"a{i}", f"b{j}", n) for i, row in enumerate(grid) for j, n in enumerate(row)]
    frame = pl.DataFrame(rows, schema=["a", "b", "n"], orient="row")
    return suppress_table(frame, _rules({"a": None, "b": None}, protect_zeros=protect_zeros))


def _rules(dimensions: dict[str, Any], *, protect_zeros: bool) -> TableRules:
    return TableRules.parse(
        {
            "dimensions": dimensions,
            "values": ["n"],
            "primary": {"minimum_frequency": {"n": 3, "protect_zeros": protect_zeros}},
            "notation": {"mark": None},
        },
        file="rules.yaml",
    )


def _with_margins(grid: Grid) -> np.ndarray[Any, np.dtype[np.int64]]:
    inner = np.array(grid)
    return np.block([[inner, inner.sum(1, keepdims=True)], [inner.sum(0, keepdims=True), inner.sum()]])


def _withheld(found: SuppressedTable, shape: tuple[int, int]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    hidden = np.zeros(shape, dtype=bool)
    for row in found.frame.iter_rows(named=True):
        i, j = (shape[at] - 1 if row[name] == "Total" else int(row[name][1:]) for at, name in enumerate("ab"))
        hidden[i, j] = row["status"] != "published"
    return hidden


def _can_be_another(
    truth: np.ndarray[Any, Any], hidden: np.ndarray[Any, Any], protected: np.ndarray[Any, Any]
) -> np.ndarray[Any, Any]:
    """Marks the cells for which some other whole-number table, one unit away at most, agrees with all that is shown.

    In a two-way table every possible table is reached over cycles of single units, so looking one unit away is
    enough; protected cells are those of interest.
    """
    inner = [(i, j) for i, j in zip(*np.nonzero(hidden[:-1, :-1]), strict=True)]
    found = np.zeros_like(hidden)
    for moves in itertools.product((-1, 0, 1), repeat=len(inner)):
        other = truth[:-1, :-1].copy()
        for (i, j), move in zip(inner, moves, strict=True):
            other[i, j] += move
        table = _with_margins(other.tolist())
        if (other >= 0).all() and (table == truth)[~hidden].all():
            found |= table != truth
            if found[protected].all():
                break
    return found


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=3), st.booleans())
def test_whole_number_enumeration_finds_no_cell_at_risk(grid: Grid, protect_zeros: bool) -> None:
    truth = _with_margins(grid)
    found = _two_way(grid, protect_zeros=protect_zeros)
    hidden = _withheld(found, truth.shape)
    at_risk = (truth < 3) & ((truth > 0) | protect_zeros)
    assert hidden[at_risk].all()
    assert (~hidden | at_risk | (truth > 0) | protect_zeros).all()
    assert _can_be_another(truth, hidden, at_risk)[at_risk].all()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=3, max_size=3))
def test_a_proven_optimum_is_one(grid: Grid) -> None:
    truth = _with_margins(grid)
    found = _two_way(grid, protect_zeros=True)
    at_risk = truth < 3
    others = [tuple(cell) for cell in np.argwhere(~at_risk)]
    assert found.is_optimal
    assert found.bound == found.suppressed
    for size in range(found.secondary):
        for further in itertools.combinations(others, size):
            hidden = at_risk.copy()
            for cell in further:
                hidden[cell] = True
            assert not _can_be_another(truth, hidden, at_risk)[at_risk].all()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 8), min_size=16, max_size=16), st.booleans())
def test_an_independent_linear_program_finds_the_same_intervals(numbers: list[int], protect_zeros: bool) -> None:
    """Four towns in two counties and in two sizes (they cross), by two groups, by two years."""
    towns = [("t0", "north", "big"), ("t1", "north", "small"), ("t2", "south", "big"), ("t3", "south", "small")]
    keys = [(*town, group, year) for town in towns for group in ("g", "h") for year in ("1", "2")]
    frame = pl.DataFrame(
        [(*key, n) for key, n in zip(keys, numbers, strict=True)],
        schema=["town", "county", "size", "group", "year", "n"],
        orient="row",
    )
    dimensions = {"town": {"hierarchy": ["county", "size"]}, "group": None, "year": None}
    found = suppress_table(frame, _rules(dimensions, protect_zeros=protect_zeros))
    # The attacker's unknowns are the innermost cells alone; every published cell is a sum of some of them.
    holds = {
        code: [code in (*key[:3], "Total") for key in keys]
        for code in ("t0", "t1", "t2", "t3", "north", "south", "big", "small", "Total")
    }
    truth = np.array(numbers, dtype=float)

    def part(row: dict[str, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
        inside = [
            holds[row["town"]][at] and row["group"] in (key[3], "Total") and row["year"] in (key[4], "Total")
            for at, key in enumerate(keys)
        ]
        return np.array(inside, dtype=float)

    rows = found.frame.rows(named=True)
    assert len(rows) == 9 * 3 * 3
    for row in rows:
        figure = part(row) @ truth
        is_risky = figure < 3 and (figure > 0 or protect_zeros)
        assert (row["status"] == "primary") == is_risky
        assert row["n"] == (figure if row["status"] == "published" else None)
    known = [part(row) for row in rows if row["status"] == "published"]
    for one in found.intervals:
        row = dict(zip(("town", "group", "year"), one.cell, strict=True))
        low, high = (_extreme(part(row), known, truth, way) for way in (1, -1))
        assert abs(one.low - low) < 1e-5
        assert (one.high is None) == (high is None)
        if high is not None and one.high is not None:
            assert abs(one.high - high) < 1e-5
        figure = part(row) @ truth
        if one.status == "primary":
            assert low <= figure - 1 + 1e-6 or high is None or high >= figure + 1 - 1e-6


def _extreme(
    aim: np.ndarray[Any, Any], known: list[np.ndarray[Any, Any]], truth: np.ndarray[Any, Any], way: int
) -> float | None:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    for weight in aim:
        solver.addCol(way * weight, 0.0, highspy.kHighsInf, 0, np.array([], dtype=np.int32), np.array([]))
    for part in known:
        at = np.flatnonzero(part).astype(np.int32)
        solver.addRow(part @ truth, part @ truth, len(at), at, part[at])
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return float(way * solver.getInfo().objective_function_value)
