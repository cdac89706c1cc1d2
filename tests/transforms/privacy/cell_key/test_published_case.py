"""The 21 cells of sex x age that the R package cellKey perturbed: every count and key."""

from __future__ import annotations

import json

import numpy as np
import polars as pl
import pytest

from transforms.privacy.cell_key.dimension import Dimension
from transforms.privacy.cell_key.given_keys import given_keys
from transforms.privacy.cell_key.leaf_sums import leaf_sums
from transforms.privacy.cell_key.noise_table import WHOLE, NoiseTable
from transforms.privacy.cell_key.perturbation_table import perturbation_table
from transforms.privacy.cell_key.perturbed_table import perturbed_table
from transforms.privacy.cell_key.with_margins import with_margins


@pytest.fixture(scope="module")
def people(shared_data) -> pl.LazyFrame:
    table = pl.read_csv(shared_data / "anonymisation" / "cellkey" / "microdata_reckeys.csv", infer_schema=False)
    return given_keys(table.lazy(), "rec_key")


@pytest.fixture(scope="module")
def dimensions(people) -> list[Dimension]:
    return [Dimension.from_values(name, people.select(name).collect().to_series()) for name in ("sex", "age")]


@pytest.fixture(scope="module")
def published(shared_data) -> pl.DataFrame:
    return pl.read_csv(shared_data / "anonymisation" / "cellkey" / "result_D3_V1.csv")


def read_table(shared_data) -> NoiseTable:
    return NoiseTable.from_frame(
        pl.read_csv(shared_data / "anonymisation" / "cellkey" / "ptable_D3_V1.csv", infer_schema=False)
    )


@pytest.mark.parametrize("is_designed_here", [False, True])
def test_all_cells_are_those_of_the_package(shared_data, people, dimensions, published, is_designed_here):
    table = perturbation_table(3, 1) if is_designed_here else read_table(shared_data)
    cells = perturbed_table(people, dimensions, table).cells
    assert cells.columns == ["sex", "age", "vname", "puwc", "pwc"]
    assert cells.cast({"puwc": pl.Int64, "pwc": pl.Int64}).equals(
        published.select("sex", "age", "vname", "puwc", "pwc").cast({"puwc": pl.Int64, "pwc": pl.Int64})
    )


def test_cell_keys_noise_and_rows_are_those_of_the_package(shared_data, people, dimensions, published):
    one = pl.col("record_key") * 0 + 1
    cells = with_margins(leaf_sums(people, ["sex", "age"], {"n": one, "key": pl.col("record_key")}), dimensions)
    assert cells["n"].to_list() == published["uwc"].to_list()
    keys = cells["key"].to_numpy() % WHOLE
    assert np.abs(keys / WHOLE - published["ckey"].to_numpy()).max() < 1e-11  # theirs carries rounding of its sums
    table = read_table(shared_data)
    rows = np.minimum(cells["n"].to_numpy(), 3)
    assert table.noise(rows, keys).astype(int).tolist() == published["pert"].to_list()
    assert (table.drawn(rows, keys) + 1).tolist() == published["row_nr"].to_list()


def test_the_case_file_is_about_this(shared_data):
    cases = json.loads((shared_data / "anonymisation" / "cellkey_cases.json").read_text())
    (case,) = cases["cases"]
    assert (case["cells"], case["params"]) == (21, {"D": 3, "V": 1, "js": 0})
    frame = read_table(shared_data)
    for i, (mean, variance) in case["mean_var_by_i"].items():
        noise, p = frame.v[frame.i == int(i)], frame.p[frame.i == int(i)]
        assert p @ noise == pytest.approx(mean, abs=1e-7)
        assert p @ noise**2 == pytest.approx(variance, abs=1e-6)


def test_weighted_counts_keep_the_cells_mean_weight(people, dimensions, published):
    """cellKey: pwc = puwc · (sum of weights / count)."""
    cells = perturbed_table(people, dimensions, perturbation_table(3, 1), weight="sampling_weight").cells
    weights = people.select("sex", "age", w=pl.col("sampling_weight").cast(pl.Int64)).collect()
    for sex, age, puwc, pwc in cells.select("sex", "age", "puwc", "pwc").iter_rows():
        own = weights.filter((pl.lit(sex) == "Total") | (pl.col("sex") == sex))
        own = own.filter((pl.lit(age) == "Total") | (pl.col("age") == age))
        assert pwc == pytest.approx(puwc * own["w"].sum() / own.height, rel=1e-14)


def test_counts_of_a_part_use_only_its_keys(people, dimensions):
    """A count variable is the total of those who have it: perturbed alone, it gives the same table."""
    old = pl.col("age").is_in(["age_group5", "age_group6"])
    table = perturbation_table(5, 3, js=2, pstay=0.5)
    both = perturbed_table(people.with_columns(is_old=old.cast(pl.Int8)), dimensions, table, counts=["is_old"]).cells
    alone = perturbed_table(people.filter(old), dimensions, table).cells
    counted = both.filter(pl.col("vname") == "is_old").drop("vname")
    assert counted.equals(alone.drop("vname"))
    assert counted.filter(pl.col("age") == "age_group1")["puwc"].to_list() == [0, 0, 0]
