"""Austria 2022 from the published files: decoded by the published code lists, small cells blanked and protected."""

from __future__ import annotations

import re
from pathlib import Path

import highspy
import numpy as np
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


def test_small_cells_and_what_would_tell_them_are_blanked_and_nothing_else(austria: Walked, shared_data: Path) -> None:
    table = austria.table("population_by_age")
    assert table.height == 83_492
    made = austria.released["population_by_age"].cells
    assert made is not None
    assert (made.primary, made.secondary) == (5_165, 2_814)
    assert austria.released["population_by_age"].cells_suppressed == table["is_suppressed"].sum() == 7_979
    shown, blank = table.filter(~pl.col("is_suppressed")), table.filter("is_suppressed")
    assert shown["population_count"].null_count() == 0
    assert shown["population_count"].min() == 5
    assert blank["population_count"].null_count() == 7_979
    # Recounted from another edition of the same figures: what is shown and what is blanked make up everybody.
    cells = edition(shared_data)
    small = cells.filter(pl.col("n") < 5)
    assert (cells.height, small.height) == (83_492, 5_165)
    keys = ["area_code", "sex", "age_group"]
    assert small.join(blank, on=keys, how="anti").height == 0
    told = shown.join(cells, on=keys, how="inner")
    assert told.height == shown.height
    assert (told["population_count"] == told["n"]).all()
    assert shown["population_count"].sum() + cells.join(blank, on=keys, how="semi")["n"].sum() == 8_978_929


def edition(shared_data: Path) -> pl.DataFrame:
    """Persons by area, sex and five years of age, from another edition, which writes 70327 for the area 70370."""
    persons = pl.read_parquet(shared_data / "austria/population.parquet")
    return persons.group_by(
        area_code=pl.col("CityKennziffer").cast(pl.String).replace("70327", "70370"),
        sex=pl.col("GenderId").cast(pl.String).replace_strict({"1": "male", "2": "female"}),
        age_group=pl.col("AgeRange5").str.replace(" und älter", "+", literal=True),
    ).agg(n=pl.col("Population").sum().cast(pl.Int64))


def test_with_the_published_totals_beside_it_no_blank_is_known_to_less_than_four_numbers(
    austria: Walked, shared_data: Path
) -> None:
    """Who knows the women and the men of each municipality, and that a blank is not nobody, is left with an interval.

    One sum per municipality and sex ties its blanks, so no solver is needed: the blanks share what is left of the
    total, each at least 1; the greatest is what is left when all others are 1.
    """
    table = austria.table("population_by_age")
    totals = edition(shared_data).group_by("area_code", "sex").agg(total=pl.col("n").sum())
    left = (
        table.group_by("area_code", "sex")
        .agg(shown=pl.col("population_count").sum(), blanks=pl.col("is_suppressed").sum().cast(pl.Int64))
        .join(totals, on=["area_code", "sex"])
        .filter(pl.col("blanks") > 0)
        .with_columns(rest=pl.col("total") - pl.col("shown"))
    )
    assert left["blanks"].min() == 2
    assert left["blanks"].sum() == 7_979
    # Each blank is 1 … rest - (blanks - 1).
    width = left["rest"] - left["blanks"]
    assert width.min() == 3
    measured = austria.released["population_by_age"].measured
    assert measured is not None
    assert (measured.measured, measured.computable, measured.narrowest) == (7_979, 0, 3)


def test_a_linear_program_over_the_package_learns_no_more_of_it(austria: Walked, shared_data: Path) -> None:
    """All tables of the package and the published totals, as one program per municipality: both ends of each blank.

    Written here, over persons by sex and age; the totals of all inhabitants are known too.
    """
    table = austria.table("population_by_age")
    cells = edition(shared_data)
    areas = table.filter("is_suppressed")["area_code"].unique().sort()
    for area in areas.gather_every(40):
        rows = table.filter(pl.col("area_code") == area)
        known = cells.filter(pl.col("area_code") == area)
        assert narrowest_by_program(rows, known) >= 3


def narrowest_by_program(rows: pl.DataFrame, known: pl.DataFrame) -> float:
    """Units that the narrowest interval of a blank spans."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    whom = rows["sex"].to_list()
    none = np.array([], dtype=np.int32)
    for count in rows["population_count"]:
        # A shown count is itself; a blank is one at least.
        low, high = (1.0, 1e6) if count is None else (float(count), float(count))
        solver.addCol(0.0, low, high, 0, none, np.array([]))
    for sexes in (("female",), ("male",), ("female", "male")):
        at = np.array([place for place, sex in enumerate(whom) if sex in sexes], dtype=np.int32)
        total = float(known.filter(pl.col("sex").is_in(sexes))["n"].sum())
        solver.addRow(total, total, len(at), at, np.ones(len(at)))
    widths = []
    for place in rows["is_suppressed"].arg_true().to_list():
        ends = []
        for way in (1.0, -1.0):
            solver.changeColCost(place, way)
            solver.run()
            assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            ends.append(way * solver.getInfo().objective_function_value)
            solver.changeColCost(place, 0.0)
        widths.append(ends[1] - ends[0])
    return round(min(widths), 6)


def test_no_total_leaves_that_could_undo_the_suppression(austria: Walked) -> None:
    table = austria.table("population_by_age")
    assert table["sex"].unique().sort().to_list() == ["female", "male"]
    assert table["age_group"].n_unique() == 21
    assert "90001" not in table["area_code"]
