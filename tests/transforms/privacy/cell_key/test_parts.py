"""Keys, exchange format, dimensions, numbers: what is accepted, and what is refused by name."""

from __future__ import annotations

import hmac

import numpy as np
import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.cell_key.derived_keys import derived_keys
from transforms.privacy.cell_key.dimension import Dimension
from transforms.privacy.cell_key.given_keys import given_keys
from transforms.privacy.cell_key.leaf_sums import leaf_sums
from transforms.privacy.cell_key.noise_table import NoiseTable
from transforms.privacy.cell_key.numbers import numbers
from transforms.privacy.cell_key.numeric_table import numeric_table
from transforms.privacy.cell_key.perturb_counts import perturb_counts
from transforms.privacy.cell_key.perturbation_table import perturbation_table
from transforms.privacy.cell_key.with_margins import with_margins
from transforms.privacy.hierarchies.hierarchy import Hierarchy

SECRET = b"0123456789abcdef0123456789abcdef"


def test_a_derived_key_by_hand():
    own = hmac.digest(SECRET, b"cell key method: record key", "sha256")
    by_hand = int.from_bytes(hmac.digest(own, b"p1", "sha256")[:8], "big") * 10**8 // 2**64
    frame = derived_keys(pl.LazyFrame({"id": ["p1", "p2", "p1"]}), "id", key=SECRET).collect()
    assert frame["record_key"].to_list()[0] == by_hand == frame["record_key"].to_list()[2]
    assert frame["id"].to_list() == ["p1", "p2", "p1"]


def test_derived_keys_are_spread_evenly():
    keys = derived_keys(pl.LazyFrame({"id": range(20_000)}), "id", key=SECRET).collect()["record_key"]
    assert keys.min() >= 0
    assert keys.max() < 10**8
    tenths = np.bincount(keys.to_numpy() // 10**7, minlength=10)
    assert ((tenths - 2000) ** 2 / 2000).sum() < 27.9  # chi-square, 9 degrees, 0.1 %


def test_derived_keys_need_a_secret_and_an_identifier():
    with pytest.raises(StadtlandError, match="32"):
        derived_keys(pl.LazyFrame({"id": ["a"]}), "id", key=b"short")
    with pytest.raises(StadtlandError) as refused:
        derived_keys(pl.LazyFrame({"id": ["a", None]}), "id", key=SECRET)
    assert (refused.value.code, refused.value.facts["rows"]) == ("record-key-missing", 1)


@pytest.mark.parametrize("text", [True, False])
def test_given_keys_become_whole_units(text):
    values = [0.0, 0.11370341, 0.99999999, 0.1, 1e-8, 0.28999999999999998]
    series = pl.Series([repr(value) for value in values]) if text else pl.Series(values)
    keys = given_keys(pl.LazyFrame({"k": series}), "k").collect()["record_key"]
    assert keys.to_list() == [0, 11370341, 99999999, 10000000, 1, 29000000]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([0.5, 1.0], "record-key-refused"),
        ([0.5, -0.1], "record-key-refused"),
        ([0.5, 0.123456789], "record-key-refused"),
        ([0.5, float("nan")], "record-key-refused"),
        (["0.5", "x"], "record-key-refused"),
        ([0.5, None], "record-key-missing"),
    ],
)
def test_what_is_no_key_is_refused(values, code):
    with pytest.raises(StadtlandError) as refused:
        given_keys(pl.LazyFrame({"k": values}), "k")
    assert refused.value.code == code
    assert refused.value.facts["rows"] == 1


def test_a_table_survives_its_exchange_format():
    for table in (perturbation_table(5, 3, js=2, pstay=0.5), numeric_table(10, 3, step=4)):
        again = NoiseTable.from_frame(table.frame.cast(pl.String))
        assert again.frame.equals(table.frame)
        assert (again.upper == table.upper).all()


def test_split_and_rearranged_intervals_are_read():
    """As ptable's modify_cnt_ptable writes them: a noise may have several intervals, in any order."""
    rows = [(0, 0, 1, 0, 0, 1), (1, 2, 0.25, 1, 0, 0.25), (1, 0, 0.5, -1, 0.25, 0.75), (1, 2, 0.25, 1, 0.75, 1)]
    table = NoiseTable.from_frame(pl.DataFrame(rows, schema=["i", "j", "p", "v", "p_int_lb", "p_int_ub"], orient="row"))
    keys = np.array([0, 24_999_999, 25_000_000, 74_999_999, 75_000_000, 99_999_999])
    assert perturb_counts(np.full(6, 7), keys, table).tolist() == [8, 8, 6, 6, 8, 8]


BROKEN = {
    "a gap": {"p_int_lb": ["0", "0", "0.6"]},
    "an end below 1": {"p_int_ub": ["1", "0.5", "0.9"]},
    "j is not i + v": {"j": ["0", "0", "1"]},
    "below 0": {"i": ["0", "1", "1"], "j": ["0", "-1", "2"], "v": ["0", "-2", "1"]},
    "zero moves": {"v": ["1", "-1", "1"], "j": ["1", "0", "2"]},
    "no number": {"p": ["1", "x", "0.5"]},
    "two kinds": {"type": ["all", "even", "odd"]},
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_table_is_refused(fault):
    columns = {
        "i": ["0", "1", "1"], "j": ["0", "0", "2"], "p": ["1", "0.5", "0.5"], "v": ["0", "-1", "1"],
        "p_int_lb": ["0", "0", "0.5"], "p_int_ub": ["1", "0.5", "1"], "type": ["all"] * 3,
    }  # fmt: skip
    NoiseTable.from_frame(pl.DataFrame(columns))
    with pytest.raises(StadtlandError, match="perturbation table"):
        NoiseTable.from_frame(pl.DataFrame(columns | BROKEN[fault]))
    with pytest.raises(StadtlandError, match="p_int_ub"):
        NoiseTable.from_frame(pl.DataFrame(columns).drop("p_int_ub"))


def test_a_table_for_sums_is_not_for_counts():
    with pytest.raises(StadtlandError) as refused:
        perturb_counts(np.array([1]), np.array([0]), numeric_table(5, 2))
    assert refused.value.code == "ptable-not-for-counts"


def test_a_key_on_a_bound_draws_the_next_row():
    table = perturbation_table(2, 0.9)  # i = 1: -1 below 0.3625, then 0 below 0.725
    assert perturb_counts(np.array([1, 1]), np.array([36_249_999, 36_250_000]), table).tolist() == [0, 1]


def test_every_level_of_a_hierarchy_is_published_once():
    levels = pl.DataFrame({"a": ["x1", "x2", "y"], "b": ["x", "x", "y"], "c": ["*", "*", "*"]})
    dimension = Dimension.from_hierarchy("d", Hierarchy.from_table(levels), total="Alle")
    assert dimension.labels == ("Alle", "x", "y", "x1", "x2")
    frame = pl.LazyFrame({"d": ["x1", "x1", "x2", "y"], "n": [1, 1, 1, 1]})
    cells = with_margins(leaf_sums(frame, ["d"], {"n": pl.col("n")}), [dimension])
    assert cells.rows() == [("Alle", 4), ("x", 3), ("y", 1), ("x1", 2), ("x2", 1)]


def test_ambiguous_labels_and_unknown_values_are_refused():
    with pytest.raises(StadtlandError) as refused:
        Dimension.from_values("sex", pl.Series(["female", "Total"]))
    assert refused.value.code == "dimension-label-ambiguous"
    levels = pl.DataFrame({"a": ["x", "x2"], "b": ["x", "x"], "c": ["*", "*"]})  # x alone, and x with x2
    with pytest.raises(StadtlandError) as refused:
        Dimension.from_hierarchy("d", Hierarchy.from_table(levels))
    assert refused.value.code == "dimension-label-ambiguous"
    dimension = Dimension.from_values("d", pl.Series(["a"]))
    leaves = leaf_sums(pl.LazyFrame({"d": ["a", "b"], "n": [1, 1]}), ["d"], {"n": pl.col("n")})
    with pytest.raises(StadtlandError) as refused:
        with_margins(leaves, [dimension])
    assert refused.value.facts == {"dimension": "d", "values": 1}


def test_a_missing_value_is_a_category_of_its_own():
    frame = pl.LazyFrame({"d": ["a", None, None], "n": [1, 1, 1]})
    dimension = Dimension.from_values("d", frame.collect()["d"])
    cells = with_margins(leaf_sums(frame, ["d"], {"n": pl.col("n")}), [dimension])
    assert cells.rows() == [("Total", 3), ("a", 1), (None, 2)]


def test_too_many_cells_are_refused_before_they_are_made():
    wide = [Dimension.from_values(f"d{place}", pl.Series(range(1000))) for place in range(3)]
    leaves = pl.DataFrame({"dim_0": ["1"], "dim_1": ["1"], "dim_2": ["1"], "n": [1]})
    with pytest.raises(StadtlandError) as refused:
        with_margins(leaves, wide)
    assert refused.value.facts["cells"] == 1001**3


@pytest.mark.parametrize(
    ("columns", "options", "code"),
    [
        ({"w": ["1", "-1"]}, {"weight": "w"}, "cell-weight-refused"),
        ({"w": ["1", None]}, {"weight": "w"}, "cell-weight-refused"),
        ({"w": ["1", "zwei"]}, {"weight": "w"}, "cell-measure-not-numeric"),
        ({"c": ["1", "2"]}, {"counts": ["c"]}, "cell-count-not-zero-or-one"),
        ({"c": ["1", None]}, {"counts": ["c"]}, "cell-count-not-zero-or-one"),
        ({"m": ["1", "1,5"]}, {"magnitudes": ["m"]}, "cell-measure-not-numeric"),
        ({"m": ["1", "inf"]}, {"magnitudes": ["m"]}, "cell-measure-not-numeric"),
        ({"m": [1.0, float("nan")]}, {"magnitudes": ["m"]}, "cell-measure-not-numeric"),
        ({"m": ["1", "2e12"]}, {"magnitudes": ["m"]}, "cell-measure-not-numeric"),
        ({"m": ["1"]}, {"magnitudes": ["x"]}, "column-not-in-frame"),
    ],
)
def test_columns_that_are_no_measures_are_refused(columns, options, code):
    given = {"weight": None, "counts": [], "magnitudes": []} | options
    with pytest.raises(StadtlandError) as refused:
        numbers(pl.LazyFrame(columns), **given)
    assert refused.value.code == code
    assert refused.value.facts.get("rows", 1) == 1
