"""What city and third parties both claim is found and counted once; citizens stand together or not at all."""

from __future__ import annotations

import polars as pl
import pytest

from schemas.check import check
from schemas.registry import schema
from tests.transforms.results.climate_contract.example import frame, measure
from transforms.results.climate_contract.contributions_by_contributor import contributions_by_contributor
from transforms.results.climate_contract.contributions_by_field import contributions_by_field
from transforms.results.climate_contract.reductions_counted_once import reductions_counted_once

MEASURES = frame(
    "contract_measures",
    measure("M1", title="Solar roofs", reduction_t_co2e=500.0),
    measure("M2", title="Heat network", reduction_t_co2e=1_000.0),
    measure("M3", title="Heat pumps"),  # no figure
)


def action(title: str | None, tonnes: float | None, field: str = "Energy", entries: int = 1) -> dict[str, object]:
    return {"field_of_action": field, "action": title, "entries": entries, "min_co2e_reduction_t": tonnes}


def contribution(number: int, kind: str, tonnes: float | None, **more: object) -> dict[str, object]:
    about = {"contribution_id": f"C{number}", "contributor_kind": kind, "field_of_action": "Energy"}
    return {**about, "action": f"Action {number}", "reduction_t_co2e": tonnes, **more}


def total(found: pl.LazyFrame) -> dict[str, object]:
    return found.collect().row(-1, named=True)


def test_what_both_claim_is_counted_once() -> None:
    listed = frame(
        "third_party_actions",
        action("solar  ROOFS", 60.0),  # the city's M1
        action("Insulation", 30.0),
        action("Insulation", 30.0),  # the same line again
        action("Heat pumps", 7.0),  # the city's M3, which has no figure: nothing is twice
        action("Solar roofs", 5.0, field="Mobility"),  # another field, another action
        action("Total", 132.0),
    )
    found = reductions_counted_once("2030", MEASURES, listed)
    row = total(found)
    assert (row["city_t_co2e"], row["third_parties_t_co2e"]) == (1_500.0, 60.0 + 30.0 + 30.0 + 7.0 + 5.0)
    assert (row["repeated_t_co2e"], row["claimed_twice_t_co2e"], row["claimed_twice_count"]) == (30.0, 60.0, 1)
    assert row["counted_t_co2e"] == 1_500 + 132 - 30 - 60
    assert row["figures_missing"] == 1
    assert check(found, schema("released", "reductions_counted_once")).rows_rejected == 0


def test_a_field_of_measures_without_figures_is_not_zero() -> None:
    only = frame("contract_measures", measure("M3", title="Heat pumps"))
    listed = frame("third_party_actions", action("Insulation", 30.0))
    row = total(reductions_counted_once("2030", only, listed))
    assert (row["city_t_co2e"], row["counted_t_co2e"], row["figures_missing"]) == (None, 30.0, 1)


def test_a_declared_link_is_enough() -> None:
    linked = frame(
        "third_party_contributions",
        contribution(1, "company", 80.0, organisation="Stadtwerk", measure_id="M2"),
        contribution(2, "company", 20.0, organisation="Stadtwerk", measure_id="M9"),  # no such measure
    )
    row = total(reductions_counted_once("2030", MEASURES, third_party_contributions=linked))
    assert (row["claimed_twice_t_co2e"], row["counted_t_co2e"]) == (80.0, 1_520.0)


def test_a_link_or_title_of_a_duplicate_counts_once_too() -> None:
    """M1 and M4 are one measure; a third party names the one that does not count."""
    twice = frame(
        "contract_measures",
        measure("M1", title="Solar roofs", reduction_t_co2e=500.0),
        measure("M4", title="PV on schools", reduction_t_co2e=500.0, same_as_measure_id="M1"),
    )
    by_title = frame("third_party_actions", action("PV on schools", 60.0))
    by_link = frame("third_party_contributions", contribution(1, "company", 70.0, organisation="A", measure_id="M4"))
    row = total(reductions_counted_once("2030", twice, by_title, by_link))
    assert (row["third_parties_t_co2e"], row["claimed_twice_t_co2e"], row["counted_t_co2e"]) == (130.0, 130.0, 500.0)


def test_a_sum_of_many_citizens_is_not_the_figure_of_one() -> None:
    rows = [contribution(number, "citizen", 3.0 if number == 1 else None) for number in range(8)]
    given = frame("third_party_contributions", *rows)
    row = contributions_by_contributor("2030", given).collect().row(0, named=True)
    assert (row["contribution_count"], row["reduction_t_co2e"], row["status"]) == (8, None, "suppressed")
    assert total(reductions_counted_once("2030", MEASURES, None, given))["third_parties_t_co2e"] == 0.0


def test_few_citizens_are_few_however_their_field_is_spelled() -> None:
    """Five under `Energy` and two under `energy` are seven of one field in both tables: no difference tells of two."""
    fields = ["Energy"] * 5 + ["energy"] * 2
    rows = [contribution(number, "citizen", 1.0, field_of_action=field) for number, field in enumerate(fields)]
    given = frame("third_party_contributions", *rows)
    assert contributions_by_contributor("2030", given).collect()["reduction_t_co2e"].to_list() == [7.0]
    assert total(reductions_counted_once("2030", MEASURES, None, given))["third_parties_t_co2e"] == 7.0


def test_organisations_by_name_and_citizens_only_together() -> None:
    citizens = [contribution(number, "citizen", 1.0) for number in range(5)]
    few = [contribution(number, "citizen", 1.0, field_of_action="Mobility") for number in range(10, 14)]
    works = contribution(20, "company", 80.0, organisation="Stadtwerk", measure_id="M2")
    works_again = contribution(21, "company", None, organisation="STADTWERK")
    given = frame("third_party_contributions", *citizens, *few, works, works_again)
    found = contributions_by_contributor("2030", given)
    columns = ("field_of_action", "organisation", "contribution_count", "contributions_without_figure",
               "reduction_t_co2e", "status")  # fmt: skip
    assert found.collect().select(columns).rows() == [
        ("Energy", None, 5, 0, 5.0, "computed"),
        ("Energy", "STADTWERK", 2, 1, 80.0, "computed"),
        ("Mobility", None, None, None, None, "suppressed"),
    ]
    assert check(found, schema("released", "contributions_by_contributor")).rows_rejected == 0
    # The four of Mobility are in no other sum either, so nobody finds them by subtraction.
    row = total(reductions_counted_once("2030", MEASURES, third_party_contributions=given))
    assert (row["third_parties_t_co2e"], row["citizens_suppressed"]) == (85.0, 1)


def test_a_citizen_with_a_name_is_refused_at_the_door() -> None:
    named = frame("third_party_contributions", contribution(1, "citizen", 1.0, organisation="somebody"))
    report = check(named, schema("received", "third_party_contributions"))
    assert {it.rule for it in report.rules if it.failed} == {"citizen_is_not_named"}


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [("action", "Ask Sabine Sommer", "action_names_nobody"), ("action", "0351 123456", "action_names_nobody"),
     ("organisation", "Frau Sommer", "organisation_names_nobody"),
     ("field_of_action", "a@b.de", "field_of_action_names_nobody")],
)  # fmt: skip
def test_a_contribution_that_names_a_person_is_refused_at_the_door(column: str, text: str, rule: str) -> None:
    row = contribution(1, "company", 1.0, organisation="Works") | {column: text}
    report = check(frame("third_party_contributions", row), schema("received", "third_party_contributions"))
    assert {it.rule for it in report.rules if it.failed} == {rule}


def test_printed_totals_stand_beside_and_are_never_summed() -> None:
    listed = frame(
        "third_party_actions",
        action("Insulation", 30.0),
        action("Heat pumps", None),
        action("Total", 40.0),
        action("Trains", None, field="Mobility"),
        action(None, 31.0, field="Total"),
    )
    found = contributions_by_field("2030", listed).collect()
    columns = ("field_of_action", "min_co2e_reduction_t", "actions_without_figure", "reduction_published_t",
               "difference_t", "status")  # fmt: skip
    assert found.select(columns).rows() == [
        ("Energy", 30.0, 1, 40.0, -10.0, "computed"),
        ("Mobility", None, 1, None, None, "missing"),
        ("Total", 30.0, 2, 31.0, -1.0, "computed"),
    ]
