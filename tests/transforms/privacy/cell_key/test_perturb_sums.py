"""Noise on sums, by hand."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from transforms.privacy.cell_key.dimension import Dimension
from transforms.privacy.cell_key.largest import largest_with_margins, leaf_largest
from transforms.privacy.cell_key.magnitude import Magnitude
from transforms.privacy.cell_key.noise_size import NoiseSize
from transforms.privacy.cell_key.noise_table import NoiseTable
from transforms.privacy.cell_key.numeric_table import numeric_table
from transforms.privacy.cell_key.perturb_sums import perturb_sums
from transforms.privacy.cell_key.perturbation_table import perturbation_table
from transforms.privacy.cell_key.perturbed_table import perturbed_table
from transforms.privacy.cell_key.with_margins import every_cell


def halves() -> NoiseTable:
    """Rows 0, 1 and 2: no noise; -1 or +1 by halves; -2 or +2 by halves."""
    return NoiseTable.designed((float(i), np.array([-i, i], dtype=float), np.array([0.5, 0.5])) for i in (1, 2))


LOW, HIGH = 10_000_000, 90_000_000


def test_one_contribution_by_hand():
    """Sum 1000, largest 400, 5 %: a unit is 20, the row is min(1000 / 20, 2) = 2, so the noise is ± 2 · 20 = 40."""
    sums = perturb_sums(
        np.array([1000.0, 1000.0]), np.array([[400.0], [400.0]]), np.array([LOW, HIGH]), halves(), NoiseSize(0.05)
    )
    assert sums.tolist() == [960, 1040]


def test_between_two_rows_draws_are_weighted():
    """Sum 30, unit 20: row 1.5, half of ± 1 and half of ± 2, so ± 1.5 · 20 = 30. The sum may become 0, never less."""
    sums = perturb_sums(
        np.array([30.0, 30.0, 0.0]), np.array([[400.0], [400.0], [400.0]]), np.array([LOW, HIGH, LOW]), halves(),
        NoiseSize(0.05),
    )  # fmt: skip
    assert sums.tolist() == [0, 60, 0]


def test_further_contributions_turn_the_key():
    """Key 0.19000000 draws low; turned it is 0.90000001 and draws high; turned again 0.00000019 (low).

    Units 20, 10 · 0.5 = 5 and none (one contribution only is missing): 1000 - 40 + 10 = 970.
    """
    sums = perturb_sums(
        np.array([1000.0]), np.array([[400.0, 200.0, np.nan]]), np.array([19_000_000]), halves(),
        NoiseSize(0.05, epsilon=(1.0, 0.5, 0.2)),
    )  # fmt: skip
    assert sums.tolist() == [970]
    turned = perturb_sums(
        np.array([1000.0]), np.array([[400.0]]), np.array([19_000_000]), halves(), NoiseSize(0.05), has_same_key=False
    )
    assert turned.tolist() == [1040]


def test_negative_sums_are_mirrored():
    sums = perturb_sums(
        np.array([-1000.0, -30.0]), np.array([[-400.0], [-400.0]]), np.array([LOW, LOW]), halves(), NoiseSize(0.05)
    )
    assert sums.tolist() == [-960, 0]


def test_the_flex_function_falls_from_small_to_large():
    size = NoiseSize(small=0.3, large=0.03, flex_point=1000, q=3)
    shares = size.share(np.array([1.0, 999.0, 1000.0, -1000.0, 3000.0, 1e12]))
    assert shares[:4] == pytest.approx([0.3] * 4)
    # x = 3000: (0.3·3000 - 30) / 30 = 29; (2000 / 4000)³ = 1/8; 0.03 · (1 + 29/8) = 0.13875
    assert shares[4] == pytest.approx(0.13875)
    assert shares[5] == pytest.approx(0.03)


def test_the_largest_contributions_of_every_cell():
    frame = pl.LazyFrame({"d": ["a", "a", "a", "b", "b"], "x": [1.0, -7.0, 5.0, 6.0, None], "w": [1.0, 2, 3, 1, 1]})
    dimension = Dimension.from_values("d", pl.Series(["a", "b"]))
    leaves = leaf_largest(frame, ["d"], pl.col("x"), pl.col("w"), 2)
    found = largest_with_margins(leaves, [dimension], every_cell([dimension]), 2)
    assert found[0].tolist() == [-14, 6]  # Total: -7 · 2, then 6 · 1
    assert found[1].tolist() == [-14, 15]
    assert found[2][0] == 6
    assert np.isnan(found[2][1])


@pytest.mark.parametrize("by", ["largest", "mean", "sum"])
def test_a_table_of_sums(by):
    frame = pl.LazyFrame(
        {
            "d": ["a"] * 6 + ["b"] * 5,
            "x": [float(x) for x in range(1, 12)],
            "record_key": [place * 8_765_432 for place in range(1, 12)],
        }
    )
    dimension = Dimension.from_values("d", pl.Series(["a", "b", "c"]))
    magnitude = Magnitude(numeric_table(5, 2), NoiseSize(0.1), by=by)
    found = perturbed_table(frame, [dimension], perturbation_table(3, 1), magnitudes={"x": magnitude}).cells
    sums = found.filter(pl.col("vname") == "x").select("d", "pws").rows()
    assert [name for name, _ in sums] == ["Total", "a", "b", "c"]
    assert sums[3][1] == 0
    unit = {"largest": (1.1, 0.6, 1.1), "mean": (0.6, 0.35, 0.9), "sum": (6.6, 2.1, 4.5)}[by]
    for (_, noisy), true, one in zip(sums, (66, 21, 45), unit, strict=False):
        # Noise comes in steps of half a unit (or the parts between two rows), at most 5 units.
        assert abs(noisy - true) <= 5 * one + 1e-9
        assert (noisy - true) / one * 2 == pytest.approx(round((noisy - true) / one * 2), abs=1e-9)
