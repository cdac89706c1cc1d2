"""Laws of transformation pathways: courses, budgets, rates, agendas and networks of any shape."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.results.pathway.actor_network import actor_network
from transforms.results.pathway.agenda import agenda
from transforms.results.pathway.agenda_findings import agenda_findings
from transforms.results.pathway.pathway_targets import pathway_targets

_POINT = {"pathway": pl.String, "unit": pl.String, "year": pl.Int64, "value": pl.Float64, "kind": pl.String}


@st.composite
def courses(draw: st.DrawFn) -> list[tuple[str, str, int, float, str]]:
    """A baseline, some milestones, a target, some actual values."""
    years = sorted(draw(st.sets(st.integers(2000, 2050), min_size=2, max_size=6)))
    values = st.integers(1, 10**6).map(float)
    kinds = ["baseline", *["milestone"] * (len(years) - 2), "target"]
    fixed = [("p", "t CO2e", year, draw(values), kind) for year, kind in zip(years, kinds, strict=True)]
    actuals = sorted(draw(st.sets(st.integers(2000, 2050), max_size=5)))
    return [*fixed, *(("p", "t CO2e", year, draw(values), "actual") for year in actuals)]


def _table(rows: list[tuple[str, str, int, float, str]], method: str = "points") -> pl.DataFrame:
    return pathway_targets("2025", pl.LazyFrame(rows, schema=_POINT, orient="row"), method).collect()


@settings(max_examples=60, deadline=None)
@given(courses(), st.sampled_from(["points", "linear"]), st.randoms())
def test_a_course_passes_its_points_and_its_budget_falls_by_the_value_of_each_year(
    rows: list[tuple[str, str, int, float, str]], method: str, order: object
) -> None:
    table = _table(rows, method)
    shuffled = list(rows)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _table(shuffled, method).equals(table)
    on_it = table.filter(pl.col("value").is_not_null()).sort("year")
    fixed = {year: value for _, _, year, value, kind in rows if kind != "actual"}
    ends = {min(fixed), max(fixed)}
    found = dict(on_it.select("year", "value").iter_rows())
    assert list(found) == list(range(min(fixed), max(fixed) + 1))
    published = fixed if method == "points" else {year: fixed[year] for year in ends}
    assert {year: found[year] for year in published} == published
    assert set(on_it.filter(pathway_status="published")["year"]) == set(published)
    budgets = dict(on_it.select("year", "remaining_budget").iter_rows())
    assert budgets[max(fixed)] == 0
    for year in list(budgets)[1:]:
        assert budgets[year - 1] - budgets[year] == pytest.approx(found[year], abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(courses())
def test_the_required_rate_leads_from_the_actual_value_to_the_target(
    rows: list[tuple[str, str, int, float, str]],
) -> None:
    for row in _table(rows).filter(pl.col("required_annual_rate").is_not_null()).to_dicts():
        left = (row["target"] / row["actual"]) ** (1 / row["years_remaining"])  # what stays each year
        assert 1 - row["required_annual_rate"] == pytest.approx(left, rel=1e-9, abs=1e-6)
        there = row["actual"] + row["required_annual_change"] * row["years_remaining"]
        assert there == pytest.approx(row["target"], abs=1e-3)


@st.composite
def agendas(draw: st.DrawFn) -> pl.LazyFrame:
    """Measures that wait for each other at will."""
    names = [f"m{number}" for number in range(draw(st.integers(1, 7)))]
    days = st.none() | st.dates(dt.date(2025, 1, 1), dt.date(2025, 3, 1))
    needs = st.lists(st.sampled_from(names), max_size=3).map(lambda it: "; ".join(it) or None)
    rows = [(name, draw(days), draw(needs)) for name in names]
    return pl.LazyFrame(rows, schema={"measure": pl.String, "date": pl.Date, "depends_on": pl.String}, orient="row")


@settings(max_examples=100, deadline=None)
@given(agendas())
def test_positions_respect_what_is_waited_for_or_a_circle_is_named(measures: pl.LazyFrame) -> None:
    table = agenda("2025", measures).collect()
    position = dict(table.select("measure", "position").iter_rows())
    for name, needs in table.select("measure", "depends_on").iter_rows():
        for other in (needs or "").split("; "):
            if position[name] is not None and other:
                assert position[other] is not None
                assert position[other] < position[name]
    circles = agenda_findings("2025", measures).collect().filter(check="agenda_has_no_cycle")
    assert (circles.height > 0) == (None in position.values())
    waits = {name: (needs or "").split("; ") for name, needs in table.select("measure", "depends_on").iter_rows()}
    for note in circles["note_en"]:
        circle = note.split(": ")[1].split(";")[0].split(" → ")
        assert circle[0] == circle[-1]
        assert all(after in waits[before] for before, after in pairwise(circle))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 8), st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=15))
def test_links_are_counted_at_both_ends_and_shares_stay_shares(size: int, pairs: list[tuple[int, int]]) -> None:
    names = [f"o{number}" for number in range(size)]
    actors = pl.LazyFrame({"organisation": names})
    inside = [(names[a], names[b]) for a, b in pairs if a < size and b < size]
    types = {"organisation": pl.String, "linked_organisation": pl.String}
    table = actor_network("2025", actors, pl.LazyFrame(inside, schema=types, orient="row")).collect()
    different = {frozenset(pair) for pair in inside if pair[0] != pair[1]}
    assert table["degree_count"].sum() == 2 * len(different)
    for column in ("degree_centrality", "betweenness_centrality"):
        assert table[column].drop_nulls().is_between(0, 1).all()
