"""Laws of the differencing guard, against every population that agrees with the releases."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.properties.tiny_releases import UNIVERSES, Atom, Truth, atoms_of, atoms_of_alarm, releases
from transforms.privacy.releases.guard import guard
from transforms.privacy.releases.release import Release
from transforms.privacy.releases.release_json import release_as_json, release_from_json

N = 3
Case = tuple[dict[str, list[str]], list[Release]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    universe = draw(st.sampled_from(UNIVERSES))
    population: dict[Atom, int] = {atom: draw(st.integers(0, 4)) for atom in atoms_of(universe)}
    shown = [draw(releases(universe, population, f"release {number}")) for number in range(draw(st.integers(1, 3)))]
    return universe, shown


@given(cases())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_alarm_is_true_and_none_is_missing(case: Case) -> None:
    universe, shown = case
    verdict = guard(shown[-1], shown[:-1], n=N, atoms=universe)
    assert (verdict.undecided, verdict.components_without_pairs) == (0, 0)
    now, before = Truth(universe, shown, beyond=17), Truth(universe, shown[:-1], beyond=17)
    alarmed = [atoms_of_alarm(universe, alarm) for alarm in verdict.alarms]
    for members in alarmed:
        low, high = now.interval(members)
        assert 1 <= low <= high < N, "an alarm that some population contradicts"
        assert before.interval(members) != (low, high), "known before, and blamed on the new release"
        assert now.stated(members) != (low, high), "a suppressed cell that tells no more than it says"
    for suspect in now.suspects():
        members, (low, high) = now.alive(suspect), now.interval(suspect)
        if 1 <= low <= high < N and now.stated(members) != (low, high) and before.interval(members) != (low, high):
            assert any(inside <= members for inside in alarmed), f"{sorted(members)} was given away in silence"


@given(cases())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_table_released_again_tells_nothing_new(case: Case) -> None:
    universe, shown = case
    again = replace(shown[0], name="again")
    assert guard(again, shown, n=N, atoms=universe).alarms == ()


@given(cases())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_cells_and_the_way_through_json_change_nothing(case: Case) -> None:
    universe, shown = case
    there = [release_from_json(release_as_json(release)) for release in shown]
    assert there == shown
    turned = [replace(release, cells=release.cells[::-1]) for release in shown]
    one, other = (guard(them[-1], them[:-1], n=N, atoms=universe) for them in (shown, turned))
    assert {atoms_of_alarm(universe, it) for it in one.alarms} == {atoms_of_alarm(universe, it) for it in other.alarms}
    assert one.known_before == other.known_before


@given(cases(), st.integers(4, 12))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_counts_n_times_as_large_give_nobody_away(case: Case, times: int) -> None:
    """Every count a multiple of n or more: no exact difference lies in 1 … n - 1."""
    universe, shown = case
    larger = [
        replace(
            release,
            cells=tuple(
                replace(cell, least=cell.least * times, most=cell.least * times)
                for cell in release.cells
                if cell.is_exact
            ),
        )
        for release in shown
    ]
    if larger[-1].cells:
        assert guard(larger[-1], larger[:-1], n=N, atoms=universe).alarms == ()
