"""Austria 2022 from the published files: decoded by the published code lists, small cells blanked."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from tests.integration.real_road import Walked, walk
from transforms.harmonise.population import population
from transforms.results.population_by_age import population_by_age

CODES = "austria/OGD_bevstandjbab2002_BevStand_2022_C-"


@pytest.fixture(scope="module")
def austria(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    return walk("austria", "2022", tmp_path_factory.mktemp("austria"))


def code_list(shared_data: Path, name: str) -> pl.DataFrame:
    return pl.read_csv(shared_data / f"{CODES}{name}-0.csv", separator=";", infer_schema=False)


def test_rows_received_accepted_and_rejected(austria: Walked) -> None:
    assert {key: austria.rows(key) for key in austria.accepted} == {
        "population": (392_746, 392_746, 0),  # of 2 115 areas x 2 sexes x 101 ages = 427 230: the rest has nobody
        "municipality_list": (2_115, 2_115, 0),  # 2 119 lines less two of preamble, the header and one of footer
    }
    assert austria.tables() == {"population_by_age", "municipality_list"}


def test_every_code_of_age_means_what_the_published_list_says(shared_data: Path) -> None:
    listed = code_list(shared_data, "GALTEJ112")
    coded = pl.LazyFrame({"age": listed["code"]}).with_columns(
        year=pl.lit("A10-2022"), sex=pl.lit("C11-1"), area_code=pl.lit("GRGEMAKT-10101"), population_count=pl.lit(1)
    )
    decoded = population(coded).collect()["age"].to_list()
    names = [int(re.match(r"\d+", name)[0]) for name in listed["name"]]  # type: ignore[index]
    assert decoded == names == list(range(101))


def test_age_groups_are_those_of_the_published_list(shared_data: Path) -> None:
    """GALT5J100-1 are 0 to 4, GALT5J100-2 are 5 to 9, …; 100 and older is a group of its own."""
    listed = code_list(shared_data, "GALTEJ112")
    counted = pl.LazyFrame(
        {
            "year": [2022] * 101,
            "area_code": ["10101"] * 101,
            "sex": ["female"] * 101,
            "age": list(range(101)),
            "population_count": [1] * 101,
        }
    )
    areas = pl.LazyFrame({name: ["10101"] for name in ("area_code", "municipality_code", "municipality_name")})
    ours = population_by_age(counted, areas, "2022").collect()["population_count"].to_list()
    assert ours == listed.group_by("FK", maintain_order=True).len()["len"].to_list() == [5] * 20 + [1]


def test_areas_are_those_of_the_published_list(austria: Walked, shared_data: Path) -> None:
    listed = set(code_list(shared_data, "GRGEMAKT")["code"].str.strip_prefix("GRGEMAKT-"))
    areas = set(austria.table("municipality_list")["area_code"])
    assert listed - areas == {"0", "90001"}  # not classifiable, and Vienna as a whole
    assert set(austria.table("population_by_age")["area_code"]) == areas


def test_viennas_districts_share_one_municipality_code(austria: Walked) -> None:
    listed = austria.table("municipality_list")
    vienna = listed.filter(pl.col("municipality_code") == "90001")
    assert (vienna.height, vienna["area_code"].n_unique()) == (23, 23)
    assert listed["municipality_code"].n_unique() == 2_115 - 22
    assert listed["status"].null_count() == 1_121


def test_small_cells_are_blanked_and_nothing_else(austria: Walked, shared_data: Path) -> None:
    table = austria.table("population_by_age")
    assert table.height == 83_492
    assert austria.released["population_by_age"].cells_suppressed == table["is_suppressed"].sum() == 5_165
    shown = table.filter(~pl.col("is_suppressed"))
    assert shown["population_count"].null_count() == 0
    assert shown["population_count"].min() == 5
    assert table.filter(pl.col("is_suppressed"))["population_count"].null_count() == 5_165
    # Recounted from another edition of the same figures: what is shown and what is blanked make up everybody.
    edition = pl.read_parquet(shared_data / "austria/population.parquet")
    cells = edition.group_by("CityKennziffer", "GenderId", "AgeRange5").agg(pl.col("Population").sum())
    small = cells.filter(pl.col("Population") < 5)
    assert (cells.height, small.height) == (83_492, 5_165)
    assert shown["population_count"].sum() + small["Population"].sum() == edition["Population"].sum() == 8_978_929


def test_no_total_leaves_that_could_undo_the_suppression(austria: Walked) -> None:
    table = austria.table("population_by_age")
    assert table["sex"].unique().sort().to_list() == ["female", "male"]
    assert table["age_group"].n_unique() == 21
    assert "90001" not in table["area_code"]
