"""Laws of wildcards: compatible rows are found as by comparing every class with every other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.privacy.risk.diversity import diversity, diversity_of_parts
from transforms.privacy.risk.wildcards import Cells, Wildcards


def table_of(codes: list[list[int]]) -> Wildcards:
    array = np.array(codes, dtype=np.int64).T
    return Wildcards(array, np.array([int(field.max()) + 1 for field in array], dtype=np.int64))


@st.composite
def tables(draw: st.DrawFn, fields: int) -> Wildcards:
    """Distinct classes with some wildcards (-1); fields of few values, and one of many."""
    most = [draw(st.sampled_from([0, 1, 3, 400])) for _ in range(fields)]
    row = st.tuples(*(st.integers(-1, top) for top in most))
    return table_of([list(codes) for codes in draw(st.lists(row, min_size=1, max_size=60, unique=True))])


def compatible(one: Wildcards, other: Wildcards) -> np.ndarray:
    mine, theirs = one.codes[:, :, None], other.codes[:, None, :]
    return ((mine == theirs) | (mine < 0) | (theirs < 0)).all(axis=0)


@given(st.integers(1, 5).flatmap(lambda fields: st.tuples(tables(fields), tables(fields))), st.data())
@settings(max_examples=150, deadline=None)
def test_sums_are_those_of_all_compatible_classes(both: tuple[Wildcards, Wildcards], data: st.DataObject) -> None:
    seekers, offers = both
    number = offers.codes.shape[1]
    rows = np.array(data.draw(st.lists(st.integers(1, 9), min_size=number, max_size=number)))
    found_rows, found_weights = seekers.sums(rows, rows * 0.5, among=offers)
    assert found_rows.tolist() == (compatible(seekers, offers) @ rows).tolist()
    assert found_weights == pytest.approx(found_rows * 0.5)


@given(st.integers(1, 4).flatmap(tables), st.data())
@settings(max_examples=100, deadline=None)
def test_cells_in_parts_give_the_figures_of_all_cells(table: Wildcards, data: st.DataObject) -> None:
    number = table.codes.shape[1]
    held = data.draw(st.lists(st.tuples(st.integers(0, number - 1), st.integers(0, 3), st.integers(1, 5)), max_size=60))
    counts = np.zeros((number, 4), dtype=np.int64)
    counts[:, 0] = 1
    for class_of, value, rows in held:
        counts[class_of, value] += rows
    class_of, value_of = np.nonzero(counts)
    own = Cells(class_of, value_of, counts[class_of, value_of])
    summed = compatible(table, table).astype(np.int64) @ counts
    all_cells = np.nonzero(summed)
    whole, is_missing = counts.sum(axis=0), np.array([False, False, False, True])
    present = np.flatnonzero(whole)
    place = np.cumsum(whole > 0) - 1
    expected = diversity(
        Cells(all_cells[0], place[all_cells[1]], summed[all_cells]),
        whole[present],
        is_missing[present],
        is_ordered=True,
    )

    def parts() -> list[Cells]:
        cut = Cells(own.class_of, place[own.value_of], own.rows)
        return list(table.cells(cut, len(present), at_once=data.draw(st.integers(1, 40))))

    found = diversity_of_parts(parts, whole[present], is_missing[present], is_ordered=True)
    assert found.distinct_l == expected.distinct_l
    assert found.entropy_l == expected.entropy_l
    for name in ("recursive_c", "alpha", "basic_beta", "enhanced_beta", "delta", "t_equal", "t_ordered"):
        figure = getattr(expected, name)
        assert getattr(found, name) == (None if figure is None else pytest.approx(figure, abs=1e-12)), name
