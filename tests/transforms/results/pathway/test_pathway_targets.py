"""Pathways year by year, with the arithmetic beside each figure."""

from __future__ import annotations

import polars as pl
import pytest

from schemas.errors import StadtlandError
from schemas.released.pathway_targets import PathwayTargets
from transforms.results.pathway.is_additive import is_additive
from transforms.results.pathway.pathway_findings import pathway_findings
from transforms.results.pathway.pathway_targets import pathway_targets

Point = tuple[int, float | None, str]
POINTS: list[Point] = [(2020, 1000, "baseline"), (2022, 900, "milestone"), (2024, 500, "target"), (2021, 980, "actual")]


def points(rows: list[Point], unit: str = "t CO2e", pathway: str = "emissions") -> pl.LazyFrame:
    names = ["pathway", "indicator", "unit", "year", "value", "kind", "source"]
    full = [(pathway, "total", unit, year, value, kind, f"{kind} {year}") for year, value, kind in rows]
    schema = dict(
        zip(names, [pl.String, pl.String, pl.String, pl.Int64, pl.Float64, pl.String, pl.String], strict=True)
    )
    return pl.LazyFrame(full, schema=schema, orient="row")


def computed(rows: list[Point], **chosen: str) -> dict[int, dict[str, object]]:
    unit = chosen.pop("unit", "t CO2e")
    frame = pathway_targets("2021", points(rows, unit), **chosen).collect()
    PathwayTargets.validate(frame)
    return {row["year"]: row for row in frame.to_dicts()}


def test_goes_straight_from_point_to_point_and_says_which_years_are_interpolated() -> None:
    rows = computed(POINTS)
    # 1000 to 900 in two years, then 900 to 500 in two.
    assert {year: row["value"] for year, row in rows.items()} == {
        2020: 1000,
        2021: 950,
        2022: 900,
        2023: 700,
        2024: 500,
    }
    assert [rows[year]["pathway_status"] for year in sorted(rows)] == [
        "published", "interpolated", "published", "interpolated", "published",
    ]  # fmt: skip
    assert rows[2021]["status"] == "measured"
    assert rows[2022]["source"] == "milestone 2022"


def test_linear_takes_no_notice_of_milestones() -> None:
    rows = computed(POINTS, method="linear")
    assert [rows[year]["value"] for year in sorted(rows)] == [1000, 875, 750, 625, 500]
    assert rows[2022]["pathway_status"] == "interpolated"


def test_deviation_rate_and_budget() -> None:
    row = computed(POINTS)[2021]
    assert row["deviation"] == 30  # 980 - 950
    assert row["deviation_share"] == round(30 / 950, 6)
    assert row["required_annual_rate"] == round(1 - (500 / 980) ** (1 / 3), 6)  # three years left
    assert row["required_annual_change"] == -160  # (500 - 980) / 3
    assert row["remaining_budget"] == 900 + 700 + 500


def test_what_cannot_be_known_is_missing() -> None:
    rows = computed([*POINTS, (2019, 1100, "actual"), (2023, None, "actual")])
    assert (rows[2019]["value"], rows[2019]["pathway_status"], rows[2019]["status"]) == (None, "missing", "measured")
    assert rows[2019]["remaining_budget"] is None
    assert (rows[2023]["actual"], rows[2023]["status"], rows[2023]["deviation"]) == (None, "interpolated", None)
    lonely = computed([(2021, 5, "actual"), (2030, 1, "target")])
    assert (lonely[2021]["value"], lonely[2021]["required_annual_rate"]) == (None, round(1 - (1 / 5) ** (1 / 9), 6))
    assert (
        computed([(2020, 1, "baseline"), (2030, 2, "target"), (2025, 0, "actual")])[2025]["required_annual_rate"]
        is None
    )


def test_years_of_shares_and_capacities_are_never_added() -> None:
    assert computed(POINTS, unit="%")[2021]["remaining_budget"] is None
    yes, no = ("t CO2e", "t CO2e/a", "MWh", "kt"), ("%", "1", "t CO2e/person", "kW", "ha", "t je Einwohner")
    assert all(map(is_additive, yes))
    assert not any(map(is_additive, no))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([*POINTS, (2021, 970, "actual")], "pathway-point-twice"),
        ([*POINTS, (2023, 990, "baseline")], "pathway-point-twice"),
        ([*POINTS, (2022, 880, "target")], "pathway-point-twice"),
        ([*POINTS, (2026, 400, "milestone")], "pathway-years-contradict"),
        ([(2020, 1, "target"), (2025, 2, "baseline")], "pathway-years-contradict"),
    ],
)
def test_points_that_contradict_each_other_are_refused(rows: list[Point], code: str) -> None:
    with pytest.raises(StadtlandError) as refused:
        computed(rows)
    assert refused.value.code == code


def test_a_unit_that_changes_and_an_unknown_method_are_refused() -> None:
    mixed = pl.concat([points(POINTS), points([(2023, 1, "actual")], unit="kt CO2e")])
    with pytest.raises(StadtlandError, match="emissions"):
        pathway_targets("2021", mixed)
    with pytest.raises(StadtlandError, match="cubic"):
        computed(POINTS, method="cubic")


def test_findings_tell_what_is_behind_missing_or_never_reached() -> None:
    def found(rows: list[Point]) -> dict[str, str]:
        given = points(rows)
        table = pathway_findings("2021", given, pathway_targets("2021", given)).collect()
        return dict(table.select("check", "verdict").iter_rows())

    assert found(POINTS) == {"measured_keeps_to_the_pathway": "mismatch"}  # 980 where 950 should be
    growing: list[Point] = [(2020, 10, "baseline"), (2022, 20, "target"), (2021, 18, "actual")]
    assert found(growing) == {"measured_keeps_to_the_pathway": "match"}  # 18 where 15 would do
    assert found([(2020, 10, "baseline"), (2022, 0, "target")]) == {"target_is_above_zero": "noted"}
    assert found([(2021, 5, "actual")]) == {
        "pathway_has_a_baseline": "not checked",
        "pathway_has_a_target": "not checked",
    }
    assert found([(2020, None, "baseline"), (2022, 1, "target")])["point_has_a_value"] == "not checked"


@pytest.mark.parametrize(
    ("unit", "may_add"),
    [("t CO2e", True), ("MWh/a", True), ("Personen", False), ("km²", False), ("t/Einwohner", False), ("EUR", True)],
)
def test_only_flows_of_years_are_added_to_a_budget(unit: str, may_add: bool) -> None:
    assert is_additive(unit) is may_add
