"""The design of noise: published tables of ptable, the constraints, and the conditions of optimality."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.cell_key.noise_table import NoiseTable
from transforms.privacy.cell_key.numeric_table import numeric_table
from transforms.privacy.cell_key.perturbation_table import perturbation_table
from transforms.privacy.cell_key.variance_range import variance_range


def row(table: NoiseTable, i: int) -> tuple[np.ndarray, np.ndarray]:
    return table.v[table.i == i], table.p[table.i == i]


def test_the_published_table_d3_v1(shared_data):
    published = pl.read_csv(shared_data / "anonymisation" / "cellkey" / "ptable_D3_V1.csv")
    ours = perturbation_table(3, 1).frame
    assert ours.select("i", "j", "v", "type").equals(published.select("i", "j", "v", "type"))
    for column in ("p", "p_int_lb", "p_int_ub"):
        assert float((ours[column] - published[column]).abs().max()) < 1.01e-8


def test_the_published_matrix_d3_v1_and_its_rounding(shared_data):
    """Its solver stops at 1e-7: ours meets the variance more closely, and no probability differs by 1e-8."""
    matrix = pl.read_csv(shared_data / "anonymisation" / "cellkey" / "tmatrix_D3_V1.csv")
    table = perturbation_table(3, 1)
    for i, published in enumerate(matrix.drop(matrix.columns[0]).iter_rows()):
        noise, p = row(table, i)
        there = np.array(published)[(noise + i).astype(int)]
        assert np.abs(p - there).max() < 1e-8
        assert abs(p @ noise**2 - (i > 0)) <= abs(there @ noise**2 - (i > 0)) + 1e-15


# ptable 1.0.0, introduction, "Do not allow for positive cell values …": create_cnt_ptable(D = 5, V = 3, js = 2)
D5_V3_JS2 = {
    1: [0.73446954, 0.136720190, 0.07279631, 0.03742956, 0.018584399],
    2: [0.40880704, 0.406643537, 0.14762401, 0.03231882, 0.004266868, 0.0003397188],
    3: [0.20398618, 0.393662525, 0.24749239, 0.11056847, 0.035102043, 0.0079189055, 0.001269491],
    4: [0.08485487, 0.277921233, 0.27792123, 0.18939369, 0.105125448, 0.0454553570, 0.015310774, 0.004017391],
    8: [
        0.003791861, 0.01659093, 0.05229263, 0.118730368, 0.1941934608, 0.228801496,
        0.194193460, 0.118730371, 0.052292634, 0.016590928, 0.00379186,
    ],
}  # fmt: skip


@pytest.mark.parametrize("i", D5_V3_JS2)
def test_the_manuals_table_with_a_threshold(i):
    _, p = row(perturbation_table(5, 3, js=2), i)
    assert p == pytest.approx(D5_V3_JS2[i], abs=5e-8)


def test_the_manuals_table_d2_v09():
    table = perturbation_table(2, 0.9)
    assert row(table, 1)[1] == pytest.approx([0.3625, 0.3625, 0.1875, 0.0875], abs=1e-10)
    assert row(table, 2)[1] == pytest.approx([0.05154609, 0.24381564, 0.40927654, 0.24381564, 0.05154609], abs=1e-8)


def test_the_manuals_violation_of_the_variance_only_on_request():
    """D = 2, V = 1: in order, the largest entropy has variance 0.93188, which the manual calls a violation."""
    loose = perturbation_table(2, 1, monotone=True, exact=False)
    noise, p = row(loose, 1)
    assert p == pytest.approx([0.36648551, 0.3664855, 0.1675725, 0.09945652], abs=5e-8)
    assert p @ noise**2 == pytest.approx(0.93188, abs=5e-6)
    noise, p = row(perturbation_table(2, 1), 1)
    assert p @ noise**2 == pytest.approx(1, abs=1e-12)


def test_the_manuals_example_chooses_its_order_by_itself():
    """pt_ex_cnts() switches the order off by hand for i = 3, where it could be kept only with lifted tails."""
    by_hand = perturbation_table(2, 1.05, js=1, monotone=[True, True, False, True])
    assert perturbation_table(2, 1.05, js=1).frame.equals(by_hand.frame)


CASES = [
    (3, 1, 0, None), (2, 1, 0, None), (2, 1.05, 1, None), (2, 1.08, 1, None), (4, 1, 0, 0.5), (5, 3, 2, None),
    (5, 3, 2, 0.5), (8, 3, 2, 0.5), (4, 1, 0, [0.5, 0.5, 0.7, 0.8]), (7, 3, 0, None), (10, 2, 0, None),
    (5, 3, 0, 0.05), (1, 0.5, 0, None), (2, 1.8, 0, None), (3, 2, 1, 0.2), (15, 10, 4, 0.3),
]  # fmt: skip


@pytest.mark.parametrize(("d", "v", "js", "pstay"), CASES)
def test_every_row_keeps_its_constraints(d, v, js, pstay):
    table = perturbation_table(d, v, js, pstay)
    last = d if js == 0 else d + js + 1
    assert table.rows.tolist() == list(range(last + 1))
    assert row(table, 0)[0].tolist() == [0]
    for i in range(1, last + 1):
        noise, p = row(table, i)
        published = (noise + i).astype(int)
        assert published.tolist() == [j for j in range(max(0, i - d), i + d + 1) if j == 0 or j > js]
        assert (p >= 0).all()
        assert abs(p.sum() - 1) < 1e-12
        assert abs(p @ noise) < 1e-10
        assert abs(p @ noise**2 - v) < 1e-10
        if pstay is not None and 0 in noise:
            assert p[noise == 0] == pytest.approx(pstay[i - 1] if isinstance(pstay, list) else pstay, abs=1e-15)


@pytest.mark.parametrize(("d", "v", "js", "pstay"), CASES)
@pytest.mark.parametrize("is_monotone", [False, True])
def test_every_row_meets_the_conditions_of_optimality(d, v, js, pstay, is_monotone):
    """There are l0, l1, l2 and multipliers ≥ 0 of the active bounds with log p = l0 + l1 v + l2 v² + their effects.

    Sought by least squares over the values that no active bound touches; then the multipliers are read off.
    """
    table = perturbation_table(d, v, js, pstay, monotone=None if is_monotone else False)
    for i in table.rows[1:].astype(int):
        noise, p = row(table, i)
        fixed = (noise == 0) if pstay is not None else np.zeros(len(p), dtype=bool)
        at_least = p <= 1.0000001e-8
        tied = np.append(np.isclose(p[:-1], p[1:], rtol=1e-11, atol=0) & (noise[1:] <= 0), False) & is_monotone
        blocks = np.cumsum(~np.append(False, tied[:-1]))
        keep = ~np.isin(blocks, blocks[fixed]) & ~at_least  # what is held down to p(0) = pstay is not free
        if len(np.unique(blocks[keep])) < 3:
            continue  # three equations leave no freedom
        powers = np.stack([noise**power for power in range(3)], axis=1)
        means = np.array(
            [[*powers[blocks == b].mean(axis=0), np.log(p[blocks == b]).mean()] for b in np.unique(blocks[keep])]
        )
        multipliers, *_ = np.linalg.lstsq(means[:, :3], means[:, 3], rcond=None)
        assert means[:, :3] @ multipliers == pytest.approx(means[:, 3], abs=1e-6)
        slack = np.log(p) - powers @ multipliers  # what active bounds add
        assert (slack[at_least & ~fixed] >= -1e-6).all()
        for block in np.unique(blocks[keep]):
            # Order p_a ≤ p_b ≤ …: each multiplier moves weight from an earlier place to a later one.
            assert (np.cumsum(slack[blocks == block])[:-1] <= 1e-6).all()


@pytest.mark.parametrize(
    ("arguments", "lowest", "highest"),
    [
        ((3, 9), 0.0, 3.0),  # i = 1: -1 with 3/4 and 3 with 1/4 has variance 3
        ((5, 0.1, 2), 2.0, 5.0),  # i = 1: only -1 and 2 … 5 are left, at least 2/3 · 1 + 1/3 · 4 = 2
        ((5, 3, 0, 0.99), 0.01, 0.05),  # 1 % moves: by 1 at least, in i = 1 by -1 and 5 at most
    ],
)
def test_an_impossible_variance_is_answered_with_the_possible_ones(arguments, lowest, highest):
    with pytest.raises(StadtlandError) as refused:
        perturbation_table(*arguments)
    assert refused.value.code == "ptable-infeasible"
    assert refused.value.facts["lowest"] == pytest.approx(lowest)
    assert refused.value.facts["highest"] == pytest.approx(highest)


@pytest.mark.parametrize(("d", "v", "js"), [(3, 1, 1), (2, 2, 1), (5, 2, 2), (1, 1, 0)])
def test_the_ends_of_the_range_are_reached(d, v, js):
    table = perturbation_table(d, v, js)
    for i in table.rows[1:].astype(int):
        noise, p = row(table, i)
        assert p @ noise**2 == pytest.approx(v, abs=1e-10)


def test_a_threshold_out_of_reach_of_the_noise_has_no_variance():
    with pytest.raises(StadtlandError) as refused:
        perturbation_table(2, 1, js=2)
    assert refused.value.code == "ptable-no-variance"


@pytest.mark.parametrize(
    "arguments",
    [(0, 1), (3, 0), (3, float("nan")), (3, -1), (3, 1, -1), (3, 1, 0, 1.0), (3, 1, 0, 0.0), (3, 1, 0, [0.5])],
)
def test_odd_parameters_are_refused(arguments):
    with pytest.raises(StadtlandError, match="Noise probabilities"):
        perturbation_table(*arguments)


def test_the_range_of_variances_by_hand():
    """-2, 1, 3 with mean 0: between -2 and 1 alone (1/3, 2/3: 2) and -2 and 3 alone (3/5, 2/5: 6)."""
    found = variance_range(np.array([-2.0, 1.0, 3.0]), stay=None, is_monotone=False)
    assert (found.lowest, found.highest) == (pytest.approx(2), pytest.approx(6))
    assert found.support_at(2.0).tolist() == [True, True, False]
    assert found.support_at(6.0).tolist() == [True, False, True]
    assert variance_range(np.array([1.0, 2.0]), stay=None, is_monotone=False) is None


def test_numeric_tables_step_by_fractions():
    table = numeric_table(10, 3, step=2, rows=[1, 5, 10])
    assert table.rows.tolist() == [0, 1, 5, 10]
    for i in (1, 5, 10):
        noise, p = row(table, i)
        assert noise[0] == -i
        assert noise[-1] == 10
        assert set(np.diff(noise)) == {0.5}
        assert abs(p @ noise) < 1e-10
        assert p @ noise**2 == pytest.approx(3, abs=1e-10)
    with pytest.raises(StadtlandError, match="rows"):
        numeric_table(10, 3, rows=[2, 10])
    with pytest.raises(StadtlandError, match="step"):
        numeric_table(10, 3, step=5)
    with pytest.raises(StadtlandError, match=r"0\.0 to 2\.0"):
        numeric_table(2, 3)
