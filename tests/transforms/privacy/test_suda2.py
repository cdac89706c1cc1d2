"""SUDA2 against the published examples of sdcMicro and of the practice guide on disclosure control."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.risk.suda2 import suda2

GUIDE = pl.LazyFrame(
    {
        "residence": ["urban"] * 4 + ["rural"] + ["urban"] * 5,
        "gender": ["f", "f", "f", "m", "f", "m", "f", "m", "f", "f"],
        "education": ["sec-", "sec-", "prim-", "sec", "sec", "sec", "prim", "post", "sec-", "sec-"],
        "labour": ["works", "works", "none", "works", "seeks", "works", "none", "seeks", "none", "none"],
    }
)
FIELDS = ["residence", "gender", "education", "labour"]


def test_the_guide_by_hand() -> None:
    """m = 4: a unique of one field scores 3 * 2 * 1 = 6, of two fields 2 * 1 = 2, of three 1.

    Row 5: {rural} 6, {f, sec}, {f, seeks}, {sec, seeks} 2 each, together 12. Rows 3 and 7: their education, 6. Row 8:
    {post} 6, {urban, seeks} 2, {m, seeks} 2. All others are pairs (Benschop, Machingauta and Welch 2021, table 4.5).
    """
    found = suda2(GUIDE, FIELDS)
    assert found.frame()["suda_score"].to_list() == [0, 0, 6, 0, 12, 0, 6, 10, 0, 0]
    assert found.by_size == (4, 5, 0, 0)
    assert found.as_dict()["uniques"] == found.as_dict()["special_uniques"] == 4


def test_the_guide_with_the_older_scores() -> None:
    """Its DIS-SUDA column was made with those: one field 7/4, two fields 3/6. Six rows are in pairs."""
    found = suda2(GUIDE, FIELDS, scores="ihsn").frame()
    assert found["suda_score"].to_list() == pytest.approx([0, 0, 1.75, 0, 3.25, 0, 1.75, 2.75, 0, 0])
    expected = [0, 0, 0.0051, 0, 0.0107, 0, 0.0051, 0.0088, 0, 0]
    assert found["dis_suda_score"].round(4).to_list() == expected


def test_a_limit_changes_what_is_found_and_what_it_scores() -> None:
    """Up to two fields: one field scores 3 * 2 = 6, two fields 2."""
    found = suda2(GUIDE, FIELDS, largest=2)
    assert found.frame()["suda_score"].to_list() == [0, 0, 6, 0, 12, 0, 6, 10, 0, 0]
    found = suda2(GUIDE, FIELDS, largest=1)
    assert found.frame()["suda_score"].to_list() == [0, 0, 3, 0, 3, 0, 3, 3, 0, 0]


def test_contributions_of_sdcmicro() -> None:
    """Row 2 by {b}, {c}, 2 each; row 1 by {a}, 2; row 3 by {a, b}, {a, c}, 1 each: of 8 in all, a 4, b and c 3."""
    frame = pl.LazyFrame({"a": [2, 1, 1], "b": [0, 3, 0], "c": [0, 6, 0]})
    assert suda2(frame, ["a", "b", "c"]).contributions == (50, 37.5, 37.5)
    assert suda2(frame, ["c", "b", "a"]).contributions == (37.5, 37.5, 50)


def test_book_example_of_sdcmicro() -> None:
    frame = pl.LazyFrame(
        {
            "age": ["20s"] * 7 + ["60s"],
            "gender": ["male"] * 4 + ["female"] * 3 + ["male"],
            "income": ["50k+"] * 2 + ["50k-"] * 6,
            "education": ["high"] * 4 + ["university", "high", "middle", "university"],
        }
    )
    found = suda2(frame, ["age", "gender", "income", "education"]).frame()
    assert found["suda_score"].to_list() == [0, 0, 0, 0, 4, 2, 6, 8]


def test_scores_of_sdcmicros_test_data(anonymisation: Path) -> None:
    frame = pl.scan_csv(anonymisation / "sdcmicro" / "testdata2.csv", infer_schema=False)
    assert suda2(frame, ["urbrur", "roof", "walls", "water", "sex"]).frame()["suda_score"][0] == 2
    keys = ["urbrur", "roof", "walls", "water", "electcon", "relat", "sex"]
    assert suda2(frame, keys).frame()["suda_score"][0] == 180
    assert suda2(frame, keys, scores="ihsn").frame()["suda_score"][0] == pytest.approx(2.73, abs=0.005)


def test_without_pairs_every_unique_is_taken_for_one_of_the_population() -> None:
    frame = pl.LazyFrame({"a": [1, 2, 2, 2], "b": [1, 1, 1, 1]})
    assert suda2(frame, ["a", "b"]).frame()["dis_suda_score"].to_list() == [1, 0, 0, 0]


def test_missing_values_make_nobody_unique() -> None:
    """Row 1 has only b, which row 2 has too. Row 2 is the only one with a = 1, unless row 1 may be that as well."""
    frame = pl.LazyFrame({"a": [None, 1, 2, 2], "b": [1, 1, 2, 2]})
    assert suda2(frame, ["a", "b"]).frame()["suda_score"].to_list() == [0, 1, 0, 0]
    assert suda2(frame, ["a", "b"], wildcards="match").frame()["suda_score"].to_list() == [0, 0, 0, 0]


def test_an_empty_sample_and_one_row() -> None:
    assert suda2(GUIDE.clear(), FIELDS).as_dict()["uniques"] == 0
    assert suda2(GUIDE.head(1), FIELDS).by_size == (4, 0, 0, 0)


@pytest.mark.parametrize("largest", [0, 5])
def test_sizes_that_cannot_be(largest: int) -> None:
    with pytest.raises(StadtlandError) as raised:
        suda2(GUIDE, FIELDS, largest=largest)
    assert raised.value.code == "suda-size"


@pytest.mark.parametrize("fraction", [0.0, -0.1, 1.5, float("nan")])
def test_fractions_that_cannot_be(fraction: float) -> None:
    with pytest.raises(StadtlandError) as raised:
        suda2(GUIDE, FIELDS, sampling_fraction=fraction)
    assert raised.value.code == "suda-fraction"
