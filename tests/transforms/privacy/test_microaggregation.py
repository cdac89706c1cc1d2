"""MDAV against the published losses, optimal univariate microaggregation, examples by hand, and bad input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.microaggregation.mdav import mdav
from transforms.privacy.microaggregation.univariate import univariate

# 100 * SSE / SST of z-scores as comparisons in the literature print it for MDAV (Domingo-Ferrer and Mateo-Sanz 2002).
# Census and Tarragona: all 13 attributes. EIA: the utility's number and the ten revenues and sales.
PUBLISHED = {
    "CASCrefmicrodata": {3: 5.692, 4: 7.495, 5: 9.088, 10: 14.156},
    "Tarragona": {3: 16.9326, 4: 19.546, 5: 22.4613, 10: 33.193},
    "EIA": {3: 0.483, 4: 0.671, 5: 1.667, 10: 3.840},
}


def published(folder: Path, dataset: str) -> tuple[pl.LazyFrame, list[str]]:
    frame = pl.read_csv(folder / "sdcmicro" / f"{dataset}.csv", infer_schema_length=None)
    return frame.lazy(), [name for name in frame.columns if name not in ("UTILNAME", "STATE", "YEAR", "MONTH")]


@pytest.mark.parametrize(("dataset", "k"), [(dataset, k) for dataset, losses in PUBLISHED.items() for k in losses])
def test_published_losses_of_mdav(dataset: str, k: int, anonymisation: Path) -> None:
    frame, fields = published(anonymisation, dataset)
    expected = PUBLISHED[dataset][k]
    digits = len(str(expected).split(".")[1])
    found = mdav(frame, fields, k=k)
    assert round(found.loss_percent, max(digits, 3)) == pytest.approx(expected)
    assert found.sizes[0] == k


def test_the_generic_ending_differs_where_records_are_left(anonymisation: Path) -> None:
    """834 = 82 × 10 + 14: "nearest" makes two groups of 5 of the last 14 and gives four away, "last-group" 5 and 9."""
    frame, fields = published(anonymisation, "Tarragona")
    generic = mdav(frame, fields, k=5, rest="last-group")
    assert generic.loss_percent == pytest.approx(22.46186, abs=5e-6)
    assert generic.sizes == (5, 9)
    assert mdav(frame, fields, k=5).sizes == (5, 7)
    assert mdav(frame, fields, k=3, rest="last-group").loss_percent == mdav(frame, fields, k=3).loss_percent


@pytest.fixture
def readings() -> pl.LazyFrame:
    """Heat of seven buildings; 0 and 100 lie outside."""
    return pl.LazyFrame({"building": list("abcdefg"), "energy_mwh": [10, 100, 11, 12, 0, 13, 14]})


def test_an_example_by_hand(readings: pl.LazyFrame) -> None:
    """Mean 160/7 = 22.9, farthest 100: with its two nearest, 14 and 13, mean 127/3. Then the farthest from 100 is 0:
    with 10 and 11, mean 7. One is left, 12, and joins the nearer mean: 0, 10, 11 and 12, mean 33/4."""
    found = mdav(readings, ["energy_mwh"], k=3, standardise=False)
    near, far = 33 / 4, 127 / 3
    assert found.frame.collect()["energy_mwh"].to_list() == pytest.approx([near, far, near, near, near, far, far])
    assert found.frame.collect()["building"].to_list() == list("abcdefg")
    assert found.sizes == (3, 4)
    within = sum((value - near) ** 2 for value in (0, 10, 11, 12)) + sum((value - far) ** 2 for value in (13, 14, 100))
    assert found.sse == pytest.approx(within)
    assert found.loss_percent == pytest.approx(71.8, abs=0.05)  # as docs/methods/microaggregation.md shows it


def test_the_best_groups_of_one_field_by_hand(readings: pl.LazyFrame) -> None:
    """0, 10, 11 | 12, 13, 14, 100 costs 74 + 5 738.75; 0, 10, 11, 12 | 13, 14, 100 costs 92.75 + 4 988.67: less."""
    found = univariate(readings, "energy_mwh", k=3)
    assert found.sse == pytest.approx(92.75 + 14966 / 3)
    assert found.groups.to_list() == [0, 1, 0, 0, 0, 1, 1]


@pytest.mark.parametrize("value", [2.5, 0.1, 1e100])
def test_records_that_are_all_equal_lose_nothing(value: float) -> None:
    rows, both = pl.LazyFrame({"x": [value] * 7, "y": [1] * 7}), ["x", "y"]
    for found in (mdav(rows, both, k=2), mdav(rows, both, k=2, rest="last-group"), univariate(rows, "x", k=2)):
        assert found.loss_percent == 0.0
        assert found.sizes[0] >= 2
        assert found.sizes[1] <= 3
        assert found.frame.collect()["x"].to_list() == [value] * 7


def test_equal_records_leave_as_they_came() -> None:
    rows = pl.LazyFrame({"x": [0.1, 0.7, 0.1, 0.7, 0.1, 0.7]})
    assert mdav(rows, ["x"], k=3).frame.collect()["x"].to_list() == [0.1, 0.7, 0.1, 0.7, 0.1, 0.7]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"fields": []}, "microaggregation-fields-none"),
        ({"fields": ["x", "z"]}, "column-not-in-frame"),
        ({"fields": ["name"]}, "column-not-numeric"),
        ({"k": 1}, "parameter-out-of-range"),
        ({"k": 5}, "microaggregation-too-few-rows"),
        ({"fields": ["gap"]}, "microaggregation-missing-values"),
        ({"fields": ["nan"]}, "microaggregation-missing-values"),
        ({"fields": ["infinite"]}, "microaggregation-missing-values"),
    ],
)
def test_bad_input_is_named(given: dict[str, Any], code: str) -> None:
    rows = pl.LazyFrame(
        {
            "x": [1, 2, 3, 4],
            "name": list("abcd"),
            "gap": [1, None, 3, 4],
            "nan": [1.0, float("nan"), 3.0, 4.0],
            "infinite": [1.0, 2.0, 3.0, float("inf")],
        }
    )
    with pytest.raises(StadtlandError) as caught:
        mdav(rows, **({"fields": ["x"], "k": 2} | given))
    assert caught.value.code == code
