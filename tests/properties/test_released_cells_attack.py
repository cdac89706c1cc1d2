"""Laws of released tables, held against an attacker that is written here and shares nothing with the product.

The attacker reads what leaves: rows that are not there count nobody, blanks count at least one where zeros are always
shown, totals known from elsewhere are as true as those in the table. He works with linear programs over the innermost
cells, so he needs no notion of margins being cells.
"""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np
import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schemas.agreement import CellRule
from schemas.errors import StadtlandError
from transforms.privacy.tables.released.measure_cells import measure_cells
from transforms.privacy.tables.released.protect_cells import ProtectedCells, protect_cells

Inner = dict[tuple[str, str], tuple[int, float]]
TOWNS = {"a1": "A", "a2": "A", "b1": "B", "b2": "B", "b3": "B"}
KINDS = ("x", "y", "z")
units = st.integers(0, 12)
ENDLESS = 1e7
"""What no cell is thought to exceed; whoever gets there has no bound."""


@st.composite
def inner_cells(draw: st.DrawFn) -> Inner:
    """Towns of two counties (one of two, one of three) by kinds: units and what they use; some combinations absent."""
    towns = draw(st.lists(st.sampled_from(sorted(TOWNS)), min_size=2, unique=True))
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, unique=True))
    cells: Inner = {}
    for town in towns:
        for kind in kinds:
            count = draw(units)
            if count or draw(st.booleans()):
                cells[town, kind] = (count, round(draw(st.floats(0.5, 90.0)) * count, 1))
    return cells


def inside(town: str, kind: str, cells: Inner) -> list[tuple[str, str]]:
    """Innermost cells that a row of the table stands for."""
    return [(t, k) for t, k in cells if town in (t, TOWNS[t], "all") and kind in (k, "all")]


def table(cells: Inner, *, with_totals: bool) -> pl.DataFrame:
    """The finished rows, totals and subtotals among them or not."""
    rows = [(t, TOWNS[t], k) for t, k in cells]
    if with_totals:
        counties = sorted({TOWNS[t] for t, _ in cells} - {t for t, _ in cells})
        kinds = sorted({k for _, k in cells})
        rows += [(t, TOWNS[t], "all") for t in sorted({t for t, _ in cells})]
        rows += [(county, county, kind) for county in counties for kind in (*kinds, "all")]
        rows += [("all", "all", kind) for kind in (*kinds, "all")]
    made = []
    for town, county, kind in rows:
        parts = [cells[it] for it in inside(town, kind, cells)]
        made.append((town, county, kind, sum(n for n, _ in parts), round(sum(kwh for _, kwh in parts), 1)))
    return pl.DataFrame(made, schema=["town", "county", "kind", "n", "kwh"], orient="row")


def asked(*, with_totals: bool, known: list[list[str]], width: int | None, zeros_are_safe: bool) -> CellRule:
    total = {"total": "all"} if with_totals else {}
    return CellRule.model_validate(
        {
            "count": "n",
            "minimum": 4,
            "dimensions": {"town": {**total, "hierarchy": ["county"]}, "kind": total},
            "sums": ["kwh"],
            "known_totals": known,
            "width": width,
            "zeros_are_safe": zeros_are_safe,
            "reason": "a test",
        }
    )


def protected_or_refused(frame: pl.DataFrame, rule: CellRule) -> ProtectedCells | None:
    """None where totals determine a small cell by themselves: there is nothing to choose, and nothing leaves."""
    try:
        return protect_cells(frame.lazy(), rule, table="t")
    except StadtlandError as error:
        if error.code != "cells-not-protectable":
            raise
    return None


class Attacker:
    """One figure of one finished table: what the innermost cells can be, given all that is shown or known."""

    def __init__(self, cells: Inner, shown: list[tuple[str, str, float]], blank: list[tuple[str, str]], floor: int):
        self.cells = list(cells)
        self.at = {cell: place for place, cell in enumerate(self.cells)}
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        for _ in self.cells:
            self.solver.addCol(0.0, 0.0, ENDLESS, 0, np.array([], dtype=np.int32), np.array([]))
        for town, kind, figure in shown:
            at = self._places(town, kind, cells)
            self.solver.addRow(figure - 1e-7, figure + 1e-7, len(at), at, np.ones(len(at)))
        for town, kind in blank:
            at = self._places(town, kind, cells)
            self.solver.addRow(floor, highspy.kHighsInf, len(at), at, np.ones(len(at)))
        self.inner = cells

    def _places(self, town: str, kind: str, cells: Inner) -> np.ndarray[Any, np.dtype[np.int32]]:
        return np.array([self.at[it] for it in inside(town, kind, cells)], dtype=np.int32)

    def interval(self, town: str, kind: str) -> tuple[float, float]:
        """The least and the greatest figure of one row."""
        ends = []
        for way in (1.0, -1.0):
            for place in range(len(self.cells)):
                self.solver.changeColCost(place, 0.0)
            for place in self._places(town, kind, self.inner):
                self.solver.changeColCost(int(place), way)
            self.solver.clearSolver()
            self.solver.run()
            status = self.solver.getModelStatus()
            assert status == highspy.HighsModelStatus.kOptimal, self.solver.modelStatusToString(status)
            end = way * self.solver.getInfo().objective_function_value
            ends.append(np.inf if end > ENDLESS / 2 else end)
        return ends[0], ends[1]


def attacked(cells: Inner, found: ProtectedCells, rule: CellRule) -> dict[str, list[tuple[float, float]]]:
    """Per figure the interval of every blank."""
    rows = found.frame.collect()
    blank = [(row["town"], row["kind"]) for row in rows.rows(named=True) if row["is_suppressed"]]
    intervals: dict[str, list[tuple[float, float]]] = {}
    for name in ("n", "kwh"):
        shown = [
            (row["town"], row["kind"], float(row[name])) for row in rows.rows(named=True) if not row["is_suppressed"]
        ]
        if found.known is not None:
            words = {"(total)": "all"}
            shown += [
                (words.get(row["town"], row["town"]), words.get(row["kind"], row["kind"]), float(row[name]))
                for row in found.known.rows(named=True)
            ]
        floor = 1 if name == "n" and rule.zeros_are_safe else 0
        attacker = Attacker(cells, shown, blank, floor)
        intervals[name] = [attacker.interval(town, kind) for town, kind in blank]
    return intervals


@settings(max_examples=150, deadline=None)
@given(
    inner_cells(),
    st.booleans(),
    st.sampled_from([[], [[]], [["town"]], [["kind"]], [["town"], ["kind"], []]]),
    st.sampled_from([None, 1, 2, 4]),
    st.booleans(),
)
def test_no_attacker_with_linear_programs_comes_closer_than_promised(
    cells: Inner, with_totals: bool, known: list[list[str]], width: int | None, zeros_are_safe: bool
) -> None:
    assume(cells)
    rule = asked(with_totals=with_totals, known=known, width=width, zeros_are_safe=zeros_are_safe)
    frame = table(cells, with_totals=with_totals)
    found = protected_or_refused(frame, rule)
    if found is None:
        return
    rows = found.frame.collect()
    small = frame["n"].is_between(1 if zeros_are_safe else 0, 3)
    assert rows.filter(small)["is_suppressed"].all()
    assert found.primary == small.sum()
    assert found.primary + found.secondary == rows["is_suppressed"].sum()
    shown = rows.filter(~pl.col("is_suppressed"))
    assert shown.drop("is_suppressed").equals(frame.filter(~rows["is_suppressed"]))
    hidden = rows.filter("is_suppressed")
    assert hidden["n"].null_count() == hidden["kwh"].null_count() == hidden.height
    if not small.any():
        assert not hidden.height
    intervals = attacked(cells, found, rule)
    for low, high in intervals["n"]:
        assert np.floor(high + 1e-4) - np.ceil(low - 1e-4) >= rule.promised_width
    for low, high in intervals["kwh"]:
        assert high > 0
        assert (
            high - low >= (high if np.isfinite(high) else low) * rule.sums_percent / 100 * (1 - 1e-4) or high == np.inf
        )
    told = measure_cells(found.frame, found.rule, table="t", known=found.known)
    assert (told.computable, told.suppressed) == (0, hidden.height)
    bounded = [np.floor(high + 1e-4) - np.ceil(low - 1e-4) for low, high in intervals["n"] if np.isfinite(high)]
    assert told.narrowest == (min(bounded) if bounded else None)


@settings(max_examples=40, deadline=None)
@given(inner_cells(), st.randoms(use_true_random=False))
def test_publishing_one_blank_more_is_noticed_where_it_tells_another(cells: Inner, chance: Any) -> None:
    """The measure of the final bytes agrees with the attacker also where somebody filled in a blank afterwards."""
    assume(cells)
    rule = asked(with_totals=True, known=[], width=None, zeros_are_safe=True)
    frame = table(cells, with_totals=True)
    found = protected_or_refused(frame, rule)
    assume(found is not None)
    assert found is not None
    rows = found.frame.collect()
    blank = rows["is_suppressed"].arg_true().to_list()
    assume(blank)
    filled = chance.choice(blank)
    marks = pl.Series("is_suppressed", [bool(it) and at != filled for at, it in enumerate(rows["is_suppressed"])])
    told = frame.with_columns(marks).with_columns(
        pl.when("is_suppressed").then(None).otherwise(pl.col(name)).alias(name) for name in ("n", "kwh")
    )
    tampered = ProtectedCells(told.lazy(), found.primary, found.secondary, found.rule)
    close = sum(
        np.floor(high + 1e-4) - np.ceil(low - 1e-4) < rule.promised_width
        for low, high in attacked(cells, tampered, rule)["n"]
    )
    measured = measure_cells(told.lazy(), rule.model_copy(update={"sums": []}), table="t")
    assert measured.computable == close
