"""Laws of the risk of samples: frequencies as by comparing all rows, and the same figures for any order of rows."""

from __future__ import annotations

from typing import Literal

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.privacy.risk.individual_risk import individual_risk
from transforms.privacy.risk.sample_risk import sample_risk

Row = tuple[str | None, str | None, float, int]

values = st.sampled_from(["a", "b", "*", None])
samples = st.lists(st.tuples(values, values, st.floats(0.1, 500), st.integers(1, 4)), min_size=1, max_size=25)


def frame_of(rows: list[Row]) -> pl.LazyFrame:
    types = {"q": pl.String, "r": pl.String, "w": pl.Float64, "h": pl.Int64}
    return pl.LazyFrame(rows, schema=types, orient="row")


@given(samples, st.sampled_from(["none", "match"]))
@settings(max_examples=100, deadline=None)
def test_figures_equal_their_definitions(rows: list[Row], wildcards: Literal["none", "match"]) -> None:
    wild = (None, "*") if wildcards == "match" else ()

    def alike(one: Row, other: Row) -> bool:
        return all(one[q] == other[q] or one[q] in wild or other[q] in wild for q in (0, 1))

    crowds = [[other for other in rows if alike(row, other)] for row in rows]
    f = [len(crowd) for crowd in crowds]
    population = [max(len(crowd), sum(other[2] for other in crowd)) for crowd in crowds]
    risk = individual_risk(np.array(f), np.array(population))
    found = sample_risk(frame_of(rows), ["q", "r"], weight="w", household="h", wildcards=wildcards)
    by_row, release = found.frame(), found.release()
    assert by_row["f"].to_list() == f
    assert by_row["F"].to_list() == pytest.approx(population)
    assert by_row["individual_risk"].to_list() == pytest.approx(risk.tolist())
    homes = {
        row[3]: 1 - np.prod([1 - r for r, other in zip(risk, rows, strict=True) if other[3] == row[3]]) for row in rows
    }
    assert by_row["household_risk"].to_list() == pytest.approx([homes[row[3]] for row in rows], abs=1e-12)
    assert release.expected_reidentifications == pytest.approx(float(risk.sum()))
    assert release.household_expected_reidentifications == pytest.approx(sum(homes[row[3]] for row in rows))
    assert release.households == len(homes)
    assert release.journalist_max == pytest.approx(1 / min(population))


@given(samples, st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_rows_changes_no_digit(rows: list[Row], dice: object) -> None:
    shuffled = list(rows)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    here, there = (
        sample_risk(frame_of(one), ["q", "r"], weight="w", household="h").release() for one in (rows, shuffled)
    )
    assert here == there
