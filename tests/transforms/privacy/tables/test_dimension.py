"""Hierarchies of a table: from columns, trees and files; what does not add up is refused."""

from __future__ import annotations

import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.tables.structure.crosstab import Crosstab
from transforms.privacy.tables.structure.dimension import Dimension
from transforms.privacy.tables.structure.dimension_from_columns import dimension_from_columns
from transforms.privacy.tables.structure.dimension_from_tree import dimension_from_levels, dimension_from_tree

TOWNS = pl.DataFrame(
    {
        "town": ["t1", "t2", "t3", "t4"],
        "county": ["north", "north", "south", "south"],
        "size": ["big", "small", "big", "small"],
        "land": ["A", "A", "A", "A"],
    }
)


def test_columns_that_nest_form_a_chain_and_those_that_cross_two_hierarchies() -> None:
    found = dimension_from_columns(TOWNS, "town", ["land", "county", "size"])
    assert set(found.sums) == {
        ("north", ("t1", "t2")),
        ("south", ("t3", "t4")),
        ("big", ("t1", "t3")),
        ("small", ("t2", "t4")),
        ("A", ("north", "south")),
        ("A", ("big", "small")),
        ("Total", ("A",)),
    }
    assert found.levels[found.place["north"]] == "county"
    assert found.levels[0] == "total"


def test_a_margin_row_says_nothing_about_the_hierarchy() -> None:
    margins = pl.DataFrame({"town": ["Total", "north"], "county": [None, None], "size": [None, None], "land": ["", ""]})
    with_margins = pl.concat([TOWNS, margins.cast(TOWNS.schema)])
    assert dimension_from_columns(with_margins, "town", ["county"]) == dimension_from_columns(TOWNS, "town", ["county"])


def test_a_town_that_is_a_county_of_its_own_is_one_category() -> None:
    city = pl.DataFrame({"town": ["Halle", "t1", "t2"], "county": ["Halle", "north", "north"]})
    found = dimension_from_columns(city, "town", ["county"])
    assert set(found.sums) == {("north", ("t1", "t2")), ("Total", ("Halle", "north"))}
    with_margin = pl.concat([city, pl.DataFrame({"town": ["north"], "county": ["north"]})])
    assert dimension_from_columns(with_margin, "town", ["county"]) == found


def test_a_flat_dimension_sums_its_leaves() -> None:
    found = dimension_from_columns(TOWNS, "town")
    assert found.sums == (("Total", ("t1", "t2", "t3", "t4")),)


def test_a_tree_and_a_table_of_levels_say_the_same() -> None:
    tree = dimension_from_tree("town", [{"north": ["t1", "t2"], "south": {"t3": None, "t4": None}}])
    table = dimension_from_levels("town", [pl.DataFrame({"0": ["t1", "t2", "t3", "t4"], "1": [*TOWNS["county"]]})])
    assert set(tree.sums) == set(table.sums)
    assert set(tree.codes) == set(table.codes)
    alternatives = dimension_from_tree(
        "town", [{"north": ["t1", "t2"], "south": ["t3", "t4"]}, {"x": ["t1", "t2", "t3", "t4"]}]
    )
    assert ("Total", ("x",)) in alternatives.sums


@pytest.mark.parametrize(
    ("sums", "why"),
    [
        ([("Total", ("x", "y")), ("x", ("t1", "t2")), ("y", ("t2", "t3"))], "counts a leaf twice"),
        ([("Total", ("t1", "t2", "t3")), ("Total", ("t1", "t2"))], "different leaves by two ways"),
        ([("Total", ("t1", "t2"))], "does not lead to the total"),
        ([("Total", ("t1", "t2", "t3")), ("x", ("y",)), ("y", ("x",))], "form a circle"),
        ([("Total", ("t1", "t2", "t3", "t9"))], "neither a leaf nor a sum"),
    ],
)
def test_a_hierarchy_that_does_not_add_up_is_refused(sums: list[tuple[str, tuple[str, ...]]], why: str) -> None:
    with pytest.raises(StadtlandError, match=why) as error:
        Dimension.from_sums("town", sums, ("t1", "t2", "t3"), total="Total", levels={})
    assert error.value.code == "table-hierarchy-broken"


def test_a_column_that_does_not_nest_is_refused() -> None:
    torn = pl.concat([TOWNS, TOWNS.head(1).with_columns(county=pl.lit("south"))])
    with pytest.raises(StadtlandError, match="lies in several categories of county"):
        dimension_from_columns(torn, "town", ["county"])


def test_definitions_say_as_much_as_all_sums() -> None:
    region = dimension_from_columns(TOWNS, "town", ["county", "size"])
    flat = Dimension.from_sums("b", [], ("x", "y"), total="Total", levels={})
    crosstab = Crosstab.spanned_by([region, flat])
    # One definition per cell that is a sum: all but the innermost.
    assert crosstab.definitions.count == crosstab.cell_count - int(crosstab.leaves.sum())
    assert crosstab.equations.count > crosstab.definitions.count


def test_a_table_beyond_reach_and_an_unknown_level_are_refused() -> None:
    wide = Dimension.from_sums("a", [], tuple(map(str, range(999))), total="Total", levels={})
    with pytest.raises(StadtlandError, match="cell key"):
        Crosstab.spanned_by([wide, wide])
    with pytest.raises(StadtlandError, match="no level nuts"):
        Crosstab.spanned_by([wide], [{"a": ["nuts"]}])


@pytest.mark.parametrize("codes", [[], ["Total"]])
def test_a_table_of_totals_alone_or_of_nothing_is_refused(codes: list[str]) -> None:
    frame = pl.DataFrame({"a": codes}, schema={"a": pl.String})
    with pytest.raises(StadtlandError, match="not a single category"):
        dimension_from_columns(frame, "a")
