"""Laws of the cell key method: order and partition do not matter, zero stays zero, noise keeps its moments."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schemas.errors import StadtlandError
from transforms.privacy.cell_key.dimension import Dimension
from transforms.privacy.cell_key.largest import largest_with_margins, leaf_largest
from transforms.privacy.cell_key.leaf_sums import leaf_sums
from transforms.privacy.cell_key.magnitude import Magnitude
from transforms.privacy.cell_key.noise_size import NoiseSize
from transforms.privacy.cell_key.noise_table import WHOLE
from transforms.privacy.cell_key.numeric_table import numeric_table
from transforms.privacy.cell_key.perturb_counts import perturb_counts
from transforms.privacy.cell_key.perturb_sums import perturb_sums
from transforms.privacy.cell_key.perturbation_table import perturbation_table
from transforms.privacy.cell_key.perturbed_table import perturbed_table
from transforms.privacy.cell_key.variance_range import variance_range
from transforms.privacy.cell_key.with_margins import every_cell, with_margins

TABLE = perturbation_table(4, 2, js=1)
NUMERIC = numeric_table(5, 2)

people = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.sampled_from("xyz"),
        st.integers(0, WHOLE - 1),
        st.floats(0, 1000, allow_nan=False),
        st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False)),
    ),
    min_size=1,  # a table of nobody is refused
    max_size=40,
)
DIMENSIONS = [Dimension.from_values("d", pl.Series(["a", "b"])), Dimension.from_values("e", pl.Series(["x", "y", "z"]))]


def framed(rows: list[tuple[str, str, int, float, float | None]]) -> pl.DataFrame:
    schema = {"d": pl.String, "e": pl.String, "record_key": pl.Int64, "w": pl.Float64, "m": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def table_of(frame: pl.DataFrame) -> pl.DataFrame:
    magnitude = Magnitude(NUMERIC, NoiseSize(0.1, epsilon=(1.0, 0.5)), largest=2)
    return perturbed_table(frame.lazy(), DIMENSIONS, TABLE, weight="w", magnitudes={"m": magnitude}).cells


@given(people, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_does_not_matter(rows, random):
    frame = framed(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert table_of(frame).equals(table_of(framed(shuffled)))


@given(people, st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_partitions_merge_to_the_same_cells(rows, parts):
    frame = framed(rows)
    sums = {"n": pl.col("record_key") * 0 + 1, "key": pl.col("record_key")}
    whole = with_margins(leaf_sums(frame.lazy(), ["d", "e"], sums), DIMENSIONS)
    apart = [leaf_sums(frame[place::parts].lazy(), ["d", "e"], sums) for place in range(parts)]
    assert with_margins(pl.concat(apart), DIMENSIONS).equals(whole)
    value, weight, cells = pl.col("m"), pl.col("w"), every_cell(DIMENSIONS)
    largest = largest_with_margins(leaf_largest(frame.lazy(), ["d", "e"], value, weight, 3), DIMENSIONS, cells, 3)
    merged = pl.concat([leaf_largest(frame[p::parts].lazy(), ["d", "e"], value, weight, 3) for p in range(parts)])
    assert np.array_equal(largest_with_margins(merged, DIMENSIONS, cells, 3), largest, equal_nan=True)


@given(people)
@settings(max_examples=60, deadline=None)
def test_zero_stays_zero_and_small_counts_are_never_published(rows):
    frame = framed(rows)
    cells = table_of(frame)
    counts = cells.filter(pl.col("vname") == "total")
    assert not counts["puwc"].is_in([1]).any()  # js = 1
    assert (counts["puwc"] >= 0).all()
    for d, e, puwc, pwc in counts.select("d", "e", "puwc", "pwc").iter_rows():
        own = frame.filter(
            ((pl.col("d") == d) | (pl.lit(d) == "Total")) & ((pl.col("e") == e) | (pl.lit(e) == "Total"))
        )
        assert abs(puwc - own.height) <= 4
        if own.is_empty():
            assert (puwc, pwc) == (0, 0)


@given(st.integers(1, 20), st.integers(1, 50))
@settings(max_examples=40, deadline=None)
def test_the_noise_of_a_count_has_the_tables_moments(count, offset):
    """Over all keys (every 997th) the mean is 0 and the variance V."""
    keys = np.arange(offset, WHOLE, 9_973)
    noise = perturb_counts(np.full(len(keys), count), keys, TABLE) - count
    assert abs(noise.mean()) < 0.01
    assert abs(noise.var() - 2) < 0.02


@given(st.floats(0.01, 1e6), st.floats(0.01, 1e6), st.integers(0, WHOLE - 1))
def test_a_sum_never_changes_its_sign(total, contribution, key):
    noisy = perturb_sums(
        np.array([total, -total]),
        np.array([[contribution], [contribution]]),
        np.array([key, key]),
        NUMERIC,
        NoiseSize(0.2),
    )
    assert noisy[0] >= -1e-9 * total
    assert noisy[1] == -noisy[0]
    assert abs(noisy[0] - total) <= 5 * 0.2 * contribution + 1e-9 * total


@given(
    st.integers(1, 8),
    st.integers(0, 4),
    st.floats(0.05, 0.95),
    st.one_of(st.none(), st.floats(0.05, 0.9)),
    st.sampled_from([None, True, False]),
)
@settings(max_examples=120, deadline=None)
def test_every_variance_in_the_stated_range_can_be_had(d, js, share, pstay, monotone):
    assume(d > js)
    with pytest.raises(StadtlandError) as refused:
        perturbation_table(d, 1e6, js, pstay, monotone=monotone)
    assume(refused.value.code == "ptable-infeasible")
    lowest, highest = refused.value.facts["lowest"], refused.value.facts["highest"]
    v = lowest + share * (highest - lowest)
    table = perturbation_table(d, v, js, pstay, monotone=monotone)
    for i in table.rows[1:]:
        p, noise = table.p[table.i == i], table.v[table.i == i]
        assert abs(p.sum() - 1) < 1e-12
        assert abs(p @ noise) < 1e-10
        assert abs(p @ noise**2 - v) < 1e-10
        assert (p >= 0).all()
        if pstay is not None and 0 in noise:
            assert abs(p[noise == 0][0] - pstay) < 1e-15
        if monotone is True and 0 in noise:
            assert (np.diff(p[noise <= 0]) >= -1e-12).all()


@given(st.integers(1, 6), st.integers(0, 2), st.floats(0.1, 0.9), st.data())
@settings(max_examples=60, deadline=None)
def test_no_other_distribution_has_more_entropy(d, js, share, data):
    assume(d > js)
    i = data.draw(st.integers(1, d if js == 0 else d + js + 1))
    noise = np.array([j - i for j in range(max(0, i - d), i + d + 1) if j == 0 or j > js], dtype=float)
    possible = variance_range(noise, stay=None, is_monotone=False)
    assume(possible is not None and possible.highest - possible.lowest > 0.1)
    with pytest.raises(StadtlandError) as refused:
        perturbation_table(d, 1e6, js)
    assume(refused.value.code == "ptable-infeasible")
    v = refused.value.facts["lowest"] + share * (refused.value.facts["highest"] - refused.value.facts["lowest"])
    table = perturbation_table(d, v, js, monotone=False)
    p = table.p[table.i == i]
    # Directions that keep sum, mean and variance: the null space of the three equations.
    powers = np.stack([noise**power for power in range(3)])
    _, values, vectors = np.linalg.svd(powers)
    free = vectors[(values > 1e-9).sum() :]
    assume(len(free) > 0)
    direction = np.array(data.draw(st.lists(st.floats(-1, 1), min_size=len(free), max_size=len(free)))) @ free
    assume(np.abs(direction).max() > 1e-6)
    for length in (1e-3, -1e-3, 1e-2, -1e-2):
        other = p + length * direction / np.abs(direction).max()
        if (other > 1e-8).all():
            assert -(other * np.log(other)).sum() <= -(p * np.log(p)).sum() + 1e-12
