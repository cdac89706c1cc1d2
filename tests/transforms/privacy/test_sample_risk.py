"""The risk of samples: sdcMicro's published figures, wildcards, households, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.risk.frequencies import frequencies
from transforms.privacy.risk.sample_risk import sample_risk


@pytest.mark.parametrize("dataset", ["francdat", "testdata2", "testdata"])
def test_sdcmicro_cases(dataset: str, anonymisation: Path, cases: dict[str, Any]) -> None:
    """Every printed digit of risk and frequencies, also where weights are text as in a CSV."""
    (case,) = [c for c in cases["sdcmicro_cases"]["risk"] if c["dataset"] == dataset]
    frame = pl.scan_csv(anonymisation / "sdcmicro" / f"{dataset}.csv", infer_schema=False)
    found = sample_risk(frame, case["key_vars"], weight=case["weight"], household=case["household"])
    release, rows = found.release(), found.frame()
    ours = {
        "expected_reidentifications": release.expected_reidentifications,
        "global_risk": release.global_risk,
        "risk_pct": release.risk_pct,
        "max_ind_risk": release.max_individual_risk,
        "hier_risk": release.household_risk,
        "hier_risk_ER": release.household_expected_reidentifications,
    }
    for name, figure in ours.items():
        assert figure == (None if case[name] is None else pytest.approx(case[name], rel=1e-12)), name
    assert rows["f"].sum() == case["sum_fk"]
    assert rows["f"].head(10).to_list() == case["first10_fk"]
    assert rows["F"].head(10).to_list() == case["first10_Fk"]
    assert rows["individual_risk"].head(10).to_list() == pytest.approx(case["first10_risk"], rel=1e-12)
    assert release.sample_uniques == case["n_viol_2anon"]


@pytest.mark.parametrize("unit", ["freqCalc", "freqCalc_missing_as_wildcard"])
def test_sdcmicro_frequencies(unit: str, cases: dict[str, Any]) -> None:
    """A missing key matches every value, in the sample's counts and in the population's."""
    every = cases["sdcmicro_cases"]["unit_cases_from_tests"]
    frame = pl.LazyFrame({**{name: every[unit][name] for name in "ABC"}, "w": every["freqCalc"]["w"]})
    found = frequencies(frame, ["A", "B", "C"], weight="w")
    assert found.F is not None
    class_of = found.classes.class_of
    assert found.f[class_of].tolist() == every[unit]["fk"]
    assert found.F[class_of].tolist() == pytest.approx(every[unit]["Fk"])
    assert found.weight_sum == 394


#  a: 3 rows for 30 persons; b: one row for 20
SAMPLE = pl.LazyFrame({"place": ["a", "b", "a", "a"], "w": [10, 20, 5, 15], "home": ["x", "x", "y", "y"]})


def test_a_sample_by_hand() -> None:
    """a: p = 3/30, approximate 0.1 / (3 - 0.9) = 0.047619. b: p = 1/20, 0.05 / 0.95 * ln 20 = 0.157670."""
    release = sample_risk(SAMPLE, ["place"], weight="w", household="home").release()
    a, b = 0.1 / 2.1, 0.05 / 0.95 * 2.995732273553991
    assert release.expected_reidentifications == pytest.approx(3 * a + b)
    assert release.max_individual_risk == pytest.approx(b)
    assert release.sample_uniques == 1
    assert release.population_uniques_expected == pytest.approx(1 / 20)
    assert release.weight_sum == 50
    assert release.journalist_max == pytest.approx(1 / 20)
    assert release.journalist_average == pytest.approx((3 / 30 + 1 / 20) / 4)
    x, y = 1 - (1 - a) * (1 - b), 1 - (1 - a) ** 2
    assert release.household_expected_reidentifications == pytest.approx(2 * x + 2 * y)
    assert release.household_risk == pytest.approx((x + y) / 2)
    assert release.households == 2


def test_without_weights_the_risk_is_that_of_the_prosecutor() -> None:
    release = sample_risk(SAMPLE, ["place"], household="home").release()
    assert release.expected_reidentifications == pytest.approx(2)  # one per class
    assert release.household_risk == pytest.approx((2 * 1 + 2 * (1 - (2 / 3) ** 2)) / 4)
    assert release.journalist_max is release.weight_sum is release.population_uniques_expected is None
    assert "journalist_max" not in release.as_dict()


def test_a_starred_row_counts_for_all() -> None:
    frame = pl.LazyFrame({"place": ["a", "b", "*"], "w": [10.0, 20.0, 5.0]})
    assert sample_risk(frame, ["place"], weight="w").frame()["F"].to_list() == [15, 25, 35]
    assert sample_risk(frame, ["place"], weight="w", wildcards="none").frame()["F"].to_list() == [10, 20, 5]


def test_an_empty_sample_has_no_risk() -> None:
    frame = pl.LazyFrame(schema={"q": pl.String, "w": pl.Float64, "h": pl.String})
    release = sample_risk(frame, ["q"], weight="w", household="h").release()
    assert (release.expected_reidentifications, release.max_individual_risk, release.households) == (0, 0, 0)


@pytest.mark.parametrize(
    ("weights", "facts"),
    [
        (["1", None, "2"], {"missing": 1, "unreadable": 0, "not_positive": 0}),
        (["1", "0", "-2"], {"missing": 0, "unreadable": 0, "not_positive": 2}),
        (["1,5", "many", "inf"], {"missing": 0, "unreadable": 3, "not_positive": 0}),
        ([1.0, float("nan"), -0.0], {"missing": 0, "unreadable": 1, "not_positive": 1}),
    ],
)
def test_weights_that_are_none(weights: list[Any], facts: dict[str, int]) -> None:
    with pytest.raises(StadtlandError) as raised:
        sample_risk(pl.LazyFrame({"q": ["a"] * 3, "w": weights}), ["q"], weight="w")
    assert raised.value.code == "weights-unusable"
    assert raised.value.facts == {"column": "w", "rows": 3, **facts}


def test_a_household_that_is_missing() -> None:
    with pytest.raises(StadtlandError) as raised:
        sample_risk(pl.LazyFrame({"q": ["a", "b"], "h": ["1", None]}), ["q"], household="h")
    assert raised.value.code == "household-missing"
    assert raised.value.facts == {"column": "h", "missing": 1, "rows": 2}


@pytest.mark.parametrize(
    ("quasi", "weight", "household", "code"),
    [
        ([], "w", None, "quasi-identifiers-none"),
        (["nowhere"], "w", None, "quasi-identifier-absent"),
        (["place"], "nowhere", None, "risk-column-absent"),
        (["place"], None, "nowhere", "risk-column-absent"),
        (["place", "w"], "w", None, "risk-column-twice"),
        (["place"], "w", "w", "risk-column-twice"),
        (["place", "place"], None, None, "risk-column-twice"),
    ],
)
def test_columns_that_cannot_be(quasi: list[str], weight: str | None, household: str | None, code: str) -> None:
    with pytest.raises(StadtlandError) as raised:
        sample_risk(SAMPLE, quasi, weight=weight, household=household)
    assert raised.value.code == code


def test_the_practice_guides_table() -> None:
    """Benschop, Machingauta and Welch (2021), table 4.1: f, F and risk of ten rows."""
    frame = pl.scan_csv(Path(__file__).parents[3] / "docs" / "methods" / "example" / "survey.csv")
    rows = sample_risk(frame, ["residence", "gender", "education", "labour"], weight="weight").frame()
    assert rows["f"].to_list() == [2, 2, 1, 2, 1, 2, 1, 1, 2, 2]
    assert rows["F"].to_list() == [360, 360, 215, 152, 186, 152, 180, 215, 262, 262]
    expected = [0.0054, 0.0054, 0.0251, 0.0126, 0.0282, 0.0126, 0.0290, 0.0251, 0.0074, 0.0074]
    assert rows["individual_risk"].round(4).to_list() == expected
