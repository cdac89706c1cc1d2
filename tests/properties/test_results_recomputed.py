"""Results held against a second computation, written plainly and knowing nothing of the first."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.results.balance.small_city import balance
from transforms.results.climate_contract.reductions_counted_once import reductions_counted_once
from transforms.results.pathway.actor_network import actor_network
from transforms.results.pionierstadt.indicator_status import indicator_status
from transforms.results.pionierstadt.municipality_keys import municipality_keys

Links = list[tuple[int, int]]


def shortest_ways(start: int, end: int, beside: dict[int, set[int]]) -> list[list[int]]:
    """Every shortest way, by walking all ways that visit nobody twice, level by level."""
    ways, seen = [[start]], {start}
    while ways and not any(way[-1] == end for way in ways):
        ways = [[*way, other] for way in ways for other in sorted(beside[way[-1]]) if other not in seen]
        seen |= {way[-1] for way in ways}
    return [way for way in ways if way[-1] == end]


@settings(max_examples=40, deadline=None)
@given(st.integers(3, 6), st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_who_stands_between_others_is_counted_way_by_way(size: int, pairs: Links) -> None:
    links = [(one, other) for one, other in pairs if one < size and other < size]
    beside: dict[int, set[int]] = {it: set() for it in range(size)}
    for one, other in links:
        if one != other:
            beside[one].add(other)
            beside[other].add(one)
    between = dict.fromkeys(range(size), Fraction(0))
    for one, other in combinations(range(size), 2):
        ways = shortest_ways(one, other, beside)
        for name in set(range(size)) - {one, other} if ways else ():
            between[name] += Fraction(sum(name in way for way in ways), len(ways))
    actors = pl.LazyFrame({"organisation": [str(it) for it in range(size)], "role": "r", "sectors": "s"})
    named = {"organisation": [str(it) for it, _ in links], "linked_organisation": [str(it) for _, it in links]}
    found = actor_network("2025", actors, pl.LazyFrame(named, schema=dict.fromkeys(named, pl.String))).collect()
    of_all = Fraction((size - 1) * (size - 2), 2)
    for name, degree, share in found.select("organisation", "degree_count", "betweenness_centrality").iter_rows():
        assert degree == len(beside[int(name)])
        assert share == round(float(between[int(name)] / of_all), 6)


figures = st.none() | st.integers(-40, 120).map(float)


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(st.integers(2012, 2030), figures, max_size=5), figures, figures,
    st.integers(2010, 2022), st.integers(2015, 2035), st.sampled_from(["up", "down"]), st.integers(2014, 2032),
)  # fmt: skip
def test_the_light_is_what_a_person_would_say(  # type: ignore[no-untyped-def]
    values, baseline, target, start: int, end: int, direction: str, year: int
) -> None:
    """Target equal to the baseline, direction down, past target years, stale and single values, zeros, negatives."""
    rows = [("x", "1", it, value, "%", None) for it, value in values.items()]
    names = ("indicator", "municipality_code", "year", "value", "unit", "source")
    kinds = dict.fromkeys(names, pl.String) | {"year": pl.Int64, "value": pl.Float64}
    goal = {"indicator": "x", "municipality_code": "1", "dimension": "mobility", "unit": "%", "direction": direction,
            "baseline_year": start, "baseline": baseline, "target_year": end, "target": target}  # fmt: skip
    types: dict[str, type[pl.DataType]] = dict.fromkeys(goal, pl.String) | dict.fromkeys(
        ("baseline", "target"), pl.Float64
    )
    types |= dict.fromkeys(("baseline_year", "target_year"), pl.Int64)
    found = indicator_status(
        str(year), pl.LazyFrame(rows, schema=kinds, orient="row"), indicator_targets=pl.LazyFrame([goal], schema=types)
    ).collect()
    row = found.row(0, named=True)
    known = [it for it in sorted(values) if values[it] is not None and it <= year]
    has_way = baseline is not None and target is not None and start < end
    is_wrong_way = has_way and (target - baseline) * (1 if direction == "up" else -1) < 0
    if not known or year - known[-1] > 2 or not has_way or is_wrong_way:
        assert row["light"] == "grey"
        return
    at = min(max(year, start), end)
    required = Fraction(baseline) + Fraction(target - baseline) * (at - start) / (end - start)
    behind = (required - Fraction(values[known[-1]])) * (1 if direction == "up" else -1)
    measure = abs(required) or abs(Fraction(target) - Fraction(baseline))
    if behind <= 0 or (measure and 100 * behind <= 2 * measure):
        expected = "on-track"
    else:
        expected = "slightly-off" if measure and 100 * behind <= 10 * measure else "off"
    assert row["light"] == expected


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(6, 10), st.integers(2010, 2020)), min_size=1, max_size=6),
    st.integers(1, 10), st.integers(2008, 2022),
)  # fmt: skip
def test_a_key_is_followed_change_by_change(changes: list[tuple[int, int, int]], code: int, year: int) -> None:
    """Keys 1 to 5 go into 6 to 10, or these into 1 to 5 later; each change moves all inhabitants on 1 January."""
    moves: dict[int, tuple[int, int]] = {}
    for low, high, when in changes:
        # A key ceases at most once and is given at most before that, so every step is plain to follow.
        moves.setdefault(low, (high, when))
    table = pl.LazyFrame(
        [(str(old), str(new), date(when, 1, 1), 1.0) for old, (new, when) in moves.items()],
        schema={"old_code": pl.String, "new_code": pl.String, "date": pl.Date, "share": pl.Float64}, orient="row",
    )  # fmt: skip
    given_keys = pl.LazyFrame({"municipality_code": [str(code)], "year": [year], "indicator": "x"})
    row = municipality_keys("2022", given_keys, territorial_changes=table).collect().row(0, named=True)
    ended = moves.get(code)
    assert row["municipality_code"] == str(ended[0] if ended else code)
    assert row["status"] == ("unchecked" if ended is None else "outdated" if year >= ended[1] else "mapped")


titles = st.sampled_from(["pv", "heat", "bus"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(titles, st.none() | st.integers(1, 99)), min_size=1, max_size=4),
    st.lists(st.tuples(titles, st.sampled_from(["A", "B"]), st.integers(1, 99)), max_size=6),
)  # fmt: skip
def test_every_tonne_is_counted_once(measures, actions) -> None:  # type: ignore[no-untyped-def]
    """Measures of one title are one; what a third party claims of a measure with a figure is the city's alone."""
    rows = [(f"M{at}", title, "A", None if it is None else float(it)) for at, (title, it) in enumerate(measures)]
    names = ("measure_id", "title", "field", "reduction_t_co2e")
    portfolio = pl.LazyFrame(rows, schema=dict.fromkeys(names[:3], pl.String) | {names[3]: pl.Float64}, orient="row")
    listed = [("City", field, title, float(it)) for title, field, it in actions]
    kinds = dict.fromkeys(("city", "field_of_action", "action"), pl.String) | {"min_co2e_reduction_t": pl.Float64}
    table = pl.LazyFrame(listed, schema=kinds, orient="row")
    counted = reductions_counted_once("2030", portfolio, table).collect().row(-1, named=True)["counted_t_co2e"]
    own: dict[str, float] = {}
    for _, title, _, reduction in rows:
        if reduction is not None:
            own.setdefault(title, reduction)
    third = {it for it in listed if not (it[1] == "A" and it[2] in own)}
    expected = sum(own.values()) + sum(it[3] for it in third)
    assert counted == (expected if own or listed else None)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_city_of_four_figures_by_hand(held: int, municipal: int, heat: int, diesel: int) -> None:
    """Electricity 544, environmental heat 544 / 3.2, diesel 326 g/kWh; what is municipal or of heat pumps is moved."""
    services = held + municipal + heat
    rows = (("GHD", "Strom", float(services)), ("GHD", "Umweltwärme", float(heat)),
            ("Kommunale Einrichtungen", "Strom", float(municipal)), ("Verkehr", "Diesel", float(diesel)))  # fmt: skip
    kilograms = {
        (row["sector"], row["carrier"]): round(row["emissions_t_co2e"] * 1000)
        for row in balance(*rows).collect().iter_rows(named=True)
    }
    moved = Fraction(heat) / Fraction("3.2")
    exact = {
        ("services", "electricity"): (services - moved - municipal) * 544,
        ("services", "environmental_heat"): Fraction(heat) * 170,
        ("municipal", "electricity"): Fraction(municipal) * 544,
        ("transport", "diesel"): Fraction(diesel) * 326,
    }
    for key, value in exact.items():
        assert abs(kilograms[key] - value) <= Fraction(1, 2)
