"""Released tables by the cell key method: the same rows draw the same noise, and small counts are never shown."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from schemas.agreement import CellRule
from schemas.errors import StadtlandError
from transforms.privacy.tables.released.perturb_cells import perturb_cells

SECRET = b"an example of a secret, 32 bytes or more"


def rule(**given: Any) -> CellRule:
    about = {
        "dataset": "people",
        "record_key": "id",
        "key": "env:SECRET",
        "columns": {"area": "district"},
        "largest": 5,
        "variance": 2,
    }
    return CellRule.model_validate({"count": "n", "minimum": 3, "reason": "a test", "perturb": about | given})


PEOPLE = pl.DataFrame({"id": [f"p{n}" for n in range(200)], "district": [f"d{min(n // 9, 20)}" for n in range(200)]})


def counted(people: pl.DataFrame) -> pl.LazyFrame:
    return people.lazy().group_by(area="district").agg(n=pl.len().cast(pl.Int64)).sort("area")


def perturbed(people: pl.DataFrame, table: pl.LazyFrame | None = None, **given: Any) -> pl.DataFrame:
    table = counted(people) if table is None else table
    return perturb_cells(table, people.lazy(), rule(**given), table="t", key=SECRET).collect()


def test_counts_move_a_little_never_into_sight_and_the_same_way_again() -> None:
    found = perturbed(PEOPLE)
    truth = counted(PEOPLE).collect()["n"]
    moved = found["n"] - truth
    assert found.columns == ["area", "n", "is_suppressed"]
    assert moved.abs().max() <= 5
    assert (moved != 0).any()
    assert not found["n"].is_between(1, 2).any()
    assert not found["is_suppressed"].any()
    assert perturbed(PEOPLE.sample(fraction=1.0, shuffle=True, seed=1)).equals(found)
    # The same rows in another table of the same agreement draw the same noise.
    other = PEOPLE.rename({"district": "quarter"})
    again = perturb_cells(counted(PEOPLE), other.lazy(), rule(columns={"area": "quarter"}), table="u", key=SECRET)
    assert again.collect().equals(found)


def test_a_cell_without_rows_stays_empty() -> None:
    table = pl.concat([counted(PEOPLE), pl.LazyFrame({"area": ["nowhere"], "n": [0]})])
    assert perturbed(PEOPLE, table).filter(pl.col("area") == "nowhere")["n"].to_list() == [0]


@pytest.mark.parametrize(
    "change",
    [
        pl.LazyFrame({"area": ["total"], "n": [200]}),
        pl.LazyFrame({"area": ["d1"], "n": [9]}),
        pl.LazyFrame({"area": ["d0"], "n": [4]}),
    ],
)
def test_totals_repetitions_and_selections_are_refused(change: pl.LazyFrame) -> None:
    with pytest.raises(StadtlandError, match="are not the number of rows of people"):
        perturbed(PEOPLE, pl.concat([counted(PEOPLE), change]))
    with pytest.raises(StadtlandError):
        perturbed(PEOPLE, counted(PEOPLE).filter(pl.col("area") != "d0"))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"values": ["v"]}, "counts alone"),
        ({"dimensions": {"area": {}}}, "stands for itself"),
        ({"zeros_are_safe": False}, "shows that a cell is empty"),
        ({"minimum": 6}, "largest must reach"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        CellRule.model_validate(rule().model_dump() | given)
