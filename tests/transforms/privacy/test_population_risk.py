"""The journalist's risk of small releases."""

from __future__ import annotations

import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.risk.population_risk import population_risk

RELEASE = pl.LazyFrame({"place": ["a", "a", "b"], "age": [30, 30, 40]})
POPULATION = pl.LazyFrame({"place": ["a", "a", "a", "a", "b", "c"], "age": [30, 30, 30, 40, 40, 40]})


def test_a_release_within_its_population() -> None:
    """{a, 30} stands for 3 persons, {b, 40} for one: sure to be found."""
    found = population_risk(RELEASE, POPULATION, ["place", "age"])
    assert found.population_rows == 6
    assert found.journalist_max == 1
    assert found.journalist_average == pytest.approx((2 / 3 + 1) / 3)
    assert found.population_uniques == 1


def test_stars_may_be_anybody() -> None:
    starred = pl.LazyFrame({"place": ["a", "*", None], "age": ["30", "40", "40"]})
    found = population_risk(starred, POPULATION, ["place", "age"], wildcards="match")
    assert found.journalist_max == pytest.approx(1 / 3)
    assert found.journalist_average == pytest.approx(1 / 3)


def test_missing_values_are_values_unless_they_match() -> None:
    frame = pl.LazyFrame({"place": ["a", None]})
    assert population_risk(frame, pl.LazyFrame({"place": ["a", "a", None]}), ["place"]).journalist_max == 1


def test_a_population_that_cannot_be() -> None:
    with pytest.raises(StadtlandError) as raised:
        population_risk(RELEASE, POPULATION.head(1), ["place", "age"])
    assert raised.value.code == "population-too-small"
    assert raised.value.facts == {"classes": 2, "rows": 3, "of": 2}


def test_a_population_without_the_column() -> None:
    with pytest.raises(StadtlandError) as raised:
        population_risk(RELEASE, POPULATION.select("place"), ["place", "age"])
    assert raised.value.code == "quasi-identifier-absent"


def test_an_empty_release() -> None:
    assert population_risk(RELEASE.clear(), POPULATION, ["place"]).journalist_max == 0
