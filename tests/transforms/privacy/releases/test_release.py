"""Releases as they are described, read from a table, and kept as JSON."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import pytest

from schemas.agreement.releases import DifferencingGuard
from schemas.errors import StadtlandError
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.releases.atoms_of import leaves_below, themselves, whole_numbers
from transforms.privacy.releases.release import Cell, Release
from transforms.privacy.releases.release_json import release_as_json, release_from_json
from transforms.privacy.releases.release_of_table import release_of_table

SEX = themselves(["f", "m"])
AGE = whole_numbers(["0-1", "2+"], 0, 4, column="age")
TABLE = pl.LazyFrame({"age": ["0-1", "0-1", "2+", "all"], "sex": ["f", "m", "f", "f"], "n": [5, None, 7, 12]})


def test_labels_become_atoms() -> None:
    assert AGE == {"0-1": ("0", "1"), "2+": ("2", "3", "4")}
    assert whole_numbers(["7"], 0, 9, column="age") == {"7": ("7",)}
    levels = pl.DataFrame({"leaf": ["a", "b", "c"], "region": ["x", "x", "y"]})
    areas = Hierarchy.from_table(levels)
    assert leaves_below(["a", "x", "*"], areas, column="area") == {"a": ("a",), "x": ("a", "b"), "*": ("a", "b", "c")}


@pytest.mark.parametrize("label", ["old", "4-2", "0-5", "5", "-1", "3++"])
def test_labels_that_are_no_range(label: str) -> None:
    with pytest.raises(StadtlandError) as raised:
        whole_numbers([label], 0, 4, column="age")
    assert raised.value.code == "category-not-a-range"


def test_labels_that_a_hierarchy_does_not_know_or_knows_twice() -> None:
    areas = Hierarchy.from_table(pl.DataFrame({"leaf": ["a", "b", "c"], "region": ["b", "b", "y"]}))
    for label in ("z", "b"):
        with pytest.raises(StadtlandError) as raised:
            leaves_below([label], areas, column="area")
        assert raised.value.code == "category-not-in-hierarchy"


def test_a_table_is_read_with_its_gaps() -> None:
    """A missing count lies in 1 … 2, a row that is not there counts nobody, totals are totals."""
    found = release_of_table(
        TABLE, name="t", count="n", dimensions={"age": AGE, "sex": SEX}, totals={"age": "all"}, hidden=(1, 2)
    )
    assert set(found.cells) == {
        Cell(("0-1", "f"), 5, 5),
        Cell(("0-1", "m"), 1, 2),
        Cell(("2+", "f"), 7, 7),
        Cell((None, "f"), 12, 12),
        Cell(("2+", "m"), 0, 0),
    }
    without = release_of_table(
        TABLE, name="t", count="n", dimensions={"age": AGE, "sex": SEX}, totals={"age": "all"}, absent_is_zero=False
    )
    assert len(without.cells) == 4


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"n": [5, 1, 7, -1]}, "release-count-wrong"),
        ({"n": [5.0, 1.0, 7.0, 1.0]}, "count-not-whole"),
        ({"sex": ["f", "f", "f", "f"]}, "release-cell-twice"),
        ({"sex": ["f", None, "f", "f"]}, "category-missing"),
        ({"sex": ["f", "m", "x", "f"]}, "release-category-unknown"),
        ({"age": ["0-1", "0-1", "2+", "older"]}, "release-category-unknown"),
    ],
)
def test_a_table_that_cannot_be_read(changed: dict[str, list[Any]], code: str) -> None:
    table = TABLE.with_columns(pl.Series(name, values) for name, values in changed.items())
    with pytest.raises(StadtlandError) as raised:
        release_of_table(table, name="t", count="n", dimensions={"age": AGE, "sex": SEX}, totals={"age": "all"})
    assert raised.value.code == code


def test_a_release_survives_json() -> None:
    cells = (
        Cell(("0-1", None), 5, 5),
        Cell(("2+", "f"), 1, 2),
        Cell((None, "m"), 0, None),
        Cell((None, None), 3, None),
    )
    release = Release("t", {"age": AGE, "sex": SEX}, cells, ("2024", "2025"))
    assert release_from_json(json.loads(json.dumps(release_as_json(release)))) == release


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        ({"release": 5}, "release"),
        ({"other": 5}, "other"),
        ({"cells": [{"categories": ["0-1"], "count": 1}]}, "."),
        ({"cells": [{"categories": ["0-1", "f"], "count": "1"}]}, "cells.0.count"),
        ({"cells": [{"categories": ["0-1", "f"], "count": 1, "between": [1, 2]}]}, "cells.0"),
        ({"cells": [{"categories": ["0-1", "f"], "count": None, "between": [1]}]}, "cells.0"),
    ],
)
def test_a_description_that_is_not_understood(broken: dict[str, Any], place: str) -> None:
    plain = release_as_json(Release("t", {"age": AGE, "sex": SEX}, (Cell(("0-1", "f"), 5, 5),)))
    with pytest.raises(StadtlandError) as raised:
        release_from_json({**plain, **broken})
    assert (raised.value.code, raised.value.facts["place"]) == ("release-refused", place)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"cells": (Cell(("z",), 1, 1),)}, "release-category-unknown"),
        ({"cells": (Cell(("f",), 1, 1), Cell(("f",), 2, 2))}, "release-cell-twice"),
        ({"cells": (Cell(("f",), 2, 1),)}, "release-count-wrong"),
        ({"cells": (Cell(("f",), -1, 1),)}, "release-count-wrong"),
        ({"dimensions": {"sex": {"f": ()}}}, "release-category-empty"),
        ({"dimensions": {"sex": {"f": ("f", "f")}}}, "release-category-empty"),
        ({"population": ()}, "release-category-empty"),
    ],
)
def test_a_release_that_cannot_be(given: dict[str, Any], code: str) -> None:
    with pytest.raises(StadtlandError) as raised:
        Release(**{"name": "t", "dimensions": {"sex": SEX}, "cells": (), **given})
    assert raised.value.code == code


def test_what_an_agreement_may_say() -> None:
    terms = {
        "minimum": 3,
        "tables": {
            "population_by_age": {
                "count": "population_count",
                "dimensions": {
                    "area_code": {},
                    "sex": {"total": "both"},
                    "age_group": {"whole_numbers": {"from": 0, "until": 120}},
                },
                "hidden": [1, 4],
                "population": "renewed",
            }
        },
        "reason": "agreed",
    }
    table = DifferencingGuard.model_validate(terms).tables["population_by_age"]
    assert table.hidden == (1, 4)
    for wrong in ({"hidden": [4, 1]}, {"dimensions": {}}, {"population": "shrinks"}):
        with pytest.raises(ValueError, match="1 validation error"):
            DifferencingGuard.model_validate(
                {**terms, "tables": {"population_by_age": {**terms["tables"]["population_by_age"], **wrong}}}  # type: ignore[index]
            )
