"""Controlled rounding: multiples that add up."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.privacy.tables.controlled_rounding import controlled_rounding
from transforms.privacy.tables.round_table import round_table
from transforms.privacy.tables.rounding_rules import RoundingRules
from transforms.privacy.tables.structure.crosstab import Crosstab
from transforms.privacy.tables.structure.dimension import Dimension


def _flat(name: str, size: int) -> Dimension:
    return Dimension.from_sums(name, [], tuple(f"{name}{at}" for at in range(size)), total="Total", levels={})


def test_a_table_rounded_to_five_adds_up_where_plain_rounding_does_not() -> None:
    # Plainly: 2 + 2 + 2 = 6 becomes 0 + 0 + 0 = 5. Controlled: one of the three goes up with the total.
    frame = pl.DataFrame({"a": ["x", "y", "z"], "n": [2, 2, 2]})
    rules = RoundingRules.parse({"dimensions": ["a"], "values": ["n"], "base": 5}, file="rules.yaml")
    found = round_table(frame, rules)
    assert found.frame["a"].to_list() == ["Total", "x", "y", "z"]
    assert found.frame["n"][0] == 5
    assert sorted(found.frame["n"][1:]) == [0, 0, 5]
    assert found.rounded["n"].deviation == 1 + 2 + 2 + 3
    assert found.rounded["n"].is_optimal


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_cells_go_to_neighbouring_multiples_and_sums_are_kept(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(2, 3), min_size=2, max_size=3))
    base = data.draw(st.sampled_from([3, 5, 10]))
    crosstab = Crosstab.spanned_by([_flat("abc"[axis], size) for axis, size in enumerate(sizes)])
    inner = np.zeros(crosstab.cell_count)
    count = int(crosstab.leaves.sum())
    inner[crosstab.leaves] = data.draw(st.lists(st.integers(0, 20), min_size=count, max_size=count))
    figures = crosstab.add_up(inner)
    found = controlled_rounding(crosstab, figures, base=base)
    assert (found.figures % base == 0).all()
    assert (found.figures[figures == 0] == 0).all()
    for place in range(crosstab.equations.count):
        total, *parts = crosstab.equations.row(place)
        assert found.figures[total] == found.figures[parts].sum()
    near = np.abs(found.figures - figures) < base
    assert near[crosstab.leaves].all()
    assert (near == ~found.beyond).all()
    if len(sizes) == 2:
        # Two-way tables always have one (Cox 1987).
        assert near.all()
        exact = figures % base == 0
        assert (found.figures[exact] == figures[exact]).all()


def test_a_linked_table_adds_up_although_what_links_it_is_not_shown() -> None:
    crosstab = Crosstab.spanned_by([_flat("a", 2), _flat("b", 2), _flat("c", 2)], [{"a": None, "b": None}, {"c": None}])
    inner = np.zeros(crosstab.cell_count)
    inner[crosstab.leaves] = [1, 2, 3, 4, 5, 6, 7, 8]
    figures = crosstab.add_up(inner)
    found = controlled_rounding(crosstab, figures, base=5)
    shaped = found.figures.reshape(crosstab.shape)
    # Axes are a, b, c with the total first.
    assert shaped[0, 0, 0] == shaped[0, 0, 1:].sum() == shaped[1:, 1:, 0].sum() == 35
