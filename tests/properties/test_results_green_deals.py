"""Laws of Local Green Deals: the order of statuses against a plain reading of it, and figures under changes."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from schemas.deal_words import STATUSES
from tests.transforms.results.green_deals.small_register import COUNTRY_FACTORS, deals, history, house, progress
from transforms.results.green_deals.deal_progress_kpi import deal_progress_kpi
from transforms.results.green_deals.deal_savings import deal_savings
from transforms.results.green_deals.deal_status import deal_status
from transforms.results.green_deals.double_claims import double_claims
from transforms.results.green_deals.read_deals import read_deals
from transforms.results.green_deals.state_machine import faults

_DAY = date(2023, 1, 1)
_ROADS = (
    "idea",
    "idea, letter of intent",
    "idea, letter of intent, signed",
    "idea, letter of intent, signed, running",
)
_ANY = st.lists(st.sampled_from(STATUSES), max_size=8)
_AFTER_A_GOOD_START = st.builds(
    lambda places, more: [*STATUSES[:places], *more],
    st.integers(0, 4),
    st.lists(st.sampled_from(STATUSES[3:]), max_size=4),
)
statuses = _ANY | _AFTER_A_GOOD_START


def _dated(road: list[str]) -> list[tuple[str, date | None]]:
    return [(status, _DAY + timedelta(days=place)) for place, status in enumerate(road)]


def _is_allowed(road: list[str]) -> bool:
    """The plain reading: a prefix of the road, then changes, then at most one end. Written without the machine."""
    closing = {"fulfilled", "changed", "ended"}
    head = [it for it in road if it not in closing]
    if not any(it in closing for it in road):
        return not road or ", ".join(road) in _ROADS
    letters = "".join({"running": "r", "changed": "c", "fulfilled": "e", "ended": "e"}.get(it, "-") for it in road[3:])
    if ", ".join(road[:3]) != _ROADS[2] or "-" in letters or not letters.startswith("r") or not head:
        return False
    # After the first running: changed, perhaps running again, any number of times; one end closes.
    body = letters[1:-1] if letters.endswith("e") else letters[1:]
    return body.replace("cr", "c").strip("c") == "" and "rr" not in letters and "cc" not in letters


@given(statuses)
def test_the_machine_finds_a_fault_just_where_the_plain_reading_does(road: list[str]) -> None:
    once = [it for place, it in enumerate(road) if place == 0 or road[place - 1] != it]
    assert (not faults(_dated(road))) == _is_allowed(once)


@given(statuses, st.randoms(use_true_random=False))
def test_the_order_in_which_steps_are_handed_over_means_nothing(road: list[str], random: object) -> None:
    mixed = _dated(road)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert faults(mixed) == faults(_dated(road))


@given(st.integers(1, 4), st.sampled_from(("fulfilled", "changed", "ended")))
def test_a_status_left_out_of_a_good_road_is_the_one_that_is_named(left_out: int, closing: str) -> None:
    road = [*STATUSES[:4], closing]
    skipped = road.pop(left_out - 1)
    (fault,) = faults(_dated(road))
    assert (fault.kind, fault.passed_over) == ("skipped", (skipped,))


@given(st.sampled_from(STATUSES[:4]))
def test_a_step_without_its_date_is_told_and_nothing_else_is(undated: str) -> None:
    steps = [(status, None if status == undated else day) for status, day in _dated([*STATUSES[:4], "ended"])]
    assert [(fault.kind, fault.step_to) for fault in faults(steps)] == [("undated", undated)]


@given(st.integers(0, 10**7), st.integers(2, 50))
def test_savings_scale_with_the_energy(kilowatt_hours: int, times: int) -> None:
    one, many = (
        deal_savings(
            "2025",
            deals(saved_energy_mwh=kwh / 1000),
            **house(),
            country_factors=COUNTRY_FACTORS,
            missing_factor="missing",
        ).collect()["reduction_t_co2e"][0]
        for kwh in (kilowatt_hours, kilowatt_hours * times)
    )
    assert abs(many - one * times) <= 0.0005 * (times + 1) + 1e-9  # each is rounded to a kilogram once


@given(st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(0, 20))
def test_a_value_at_the_baseline_is_0_and_one_at_the_target_is_1(baseline: int, target: int, twentieths: int) -> None:
    value = baseline + (target - baseline) * twentieths / 20
    rows = pl.LazyFrame({"deal_id": ["A"], "period": ["2025"], "kpi_value": [value]})
    share = deal_progress_kpi("2025", deals(baseline=float(baseline), target=float(target)), rows).collect()
    expected = None if baseline == target else round(twentieths / 20, 4)
    assert share["share_of_way"][0] == expected


@given(st.permutations(range(3)))
def test_rows_in_another_order_give_the_same_tables(order: list[int]) -> None:
    mixed = deals().collect()[order].lazy()
    assert deal_status("2025", mixed, history()).collect().equals(deal_status("2025", deals(), history()).collect())
    ours = deal_progress_kpi("2025", deals(), progress()).collect()
    assert deal_progress_kpi("2025", mixed, progress()).collect().equals(ours)


@given(st.lists(st.tuples(st.sampled_from("xy"), st.integers(0, 3), st.integers(0, 3), st.integers(0, 2)), max_size=6))
def test_a_double_claim_is_a_pair_that_meets_all_conditions(rows: list[tuple[str, int, int, int]]) -> None:
    base = deals().collect()[:1]
    copies = [
        base.with_columns(
            deal_id=pl.lit(f"D{place}"),
            kpi=pl.lit(kpi),
            start_date=pl.lit(_DAY + timedelta(days=first)),
            end_date=pl.lit(_DAY + timedelta(days=first + length)),
            reduction_t_co2e=pl.lit(float(reduction)),
        )
        for place, (kpi, first, length, reduction) in enumerate(rows)
    ]
    read = read_deals(pl.concat(copies).lazy()) if copies else []
    expected = {
        (f"D{i}", f"D{j}")
        for j, (kpi_j, first_j, length_j, t_j) in enumerate(rows)
        for i, (kpi_i, first_i, length_i, t_i) in enumerate(rows[:j])
        if kpi_i == kpi_j
        and t_i == t_j > 0
        and set(range(first_i, first_i + length_i + 1)) & set(range(first_j, first_j + length_j + 1))
    }
    assert {(it.first.deal_id, it.second.deal_id) for it in double_claims(read)} == expected
