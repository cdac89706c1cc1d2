"""A slip of a thousand is found wherever it is planted, also in tables that carry other errors, and nothing else is."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.results.published_city import SECTORS, Row, Tables, judged, published
from transforms.results.audit.actions.audit_actions import audit_actions

GAP_COLUMNS = (
    "baseline", "residual", "reduction_target", "reduction_existing_strategies", "gap_as_printed",
    "reduction_ccc_actions",
)  # fmt: skip
INVENTORY_COLUMNS = ("energy_MWh", "emissions_tCO2e_as_printed", "ef_stated_g_per_kWh")
PLACES = [
    *(("inventory", row, column) for row in range(sum(map(len, SECTORS.values()))) for column in INVENTORY_COLUMNS),
    *(("gap", row, column) for row in range(4) for column in GAP_COLUMNS),
    *(("totals", row, "value_as_printed") for row in range(6)),
]
places = st.sampled_from(PLACES)
energies = st.fixed_dictionaries(
    {
        (sector, carrier): st.integers(150, 2_000).map(lambda n: n * 1_000)
        for sector, carriers in SECTORS.items()
        for carrier in carriers
    }
)


def _slip(row: Row, column: str, how: str) -> None:
    value = Decimal(row[column])
    if how == "fine":
        row[column] = f"{value * 1000:f}"
    elif how == "coarse" or value < 30_000:
        row[column] = f"{value / 1000:.3f}"
    else:
        row[column] = f"{value / 1000:.0f}"


def _name(table: str, row: Row) -> str:
    if table == "inventory":
        return f"{row['sector']}/{row['carrier']}"
    if row["sector"] != "all":
        return row["sector"]
    return {"scope1": "scope 1", "scope2": "scope 2", "baseline": "total"}[row["scope"]]


def _told(tables: Tables) -> list[str]:
    found = [f for f in judged(tables) if f.check == "unit_is_consistent" and f.verdict == "rule broken"]
    return [f"{finding.place.subject} {finding.note.en}" for finding in found]


@settings(max_examples=150, deadline=None)
@given(energies, places, st.sampled_from(["fine", "coarse", "rounded"]))
def test_a_slip_is_found_where_it_is_planted_and_nowhere_else(values, place, how) -> None:  # type: ignore[no-untyped-def]
    tables = published(values)
    table, row, column = place
    _slip(tables[table][row], column, how)
    told = _told(tables)
    assert len(told) == 1
    assert _name(table, tables[table][row]) in told[0]


def _with_other_errors(tables: Tables) -> Tables:
    """As in Leipzig's contract: a total beside its sectors by 0.3 %, scopes relabelled, one factor of another year."""
    spoiled = deepcopy(tables)
    for row in spoiled["totals"]:
        if row["scope"] == "baseline":
            row["value_as_printed"] = str(int(row["value_as_printed"]) * 1003 // 1000)
        if row["scope"] == "scope1":
            row["value_as_printed"] = str(int(row["value_as_printed"]) * 9 // 10)
    for row in spoiled["inventory"]:
        if row["carrier"] == "Electricity":
            row["ef_stated_g_per_kWh"] = "544"
    spoiled["gap"][3]["residual"] = str(int(spoiled["gap"][3]["residual"]) * 97 // 100)
    return spoiled


@settings(max_examples=25, deadline=None)
@given(energies)
def test_other_errors_are_no_slips(values) -> None:  # type: ignore[no-untyped-def]
    assert _told(_with_other_errors(published(values))) == []


@settings(max_examples=150, deadline=None)
@given(energies, places, st.sampled_from(["fine", "coarse", "rounded"]))
def test_other_errors_do_not_hide_a_slip(values, place, how) -> None:  # type: ignore[no-untyped-def]
    tables = _with_other_errors(published(values))
    table, row, column = place
    _slip(tables[table][row], column, how)
    told = _told(tables)
    assert len(told) == 1
    assert _name(table, tables[table][row]) in told[0]


@settings(max_examples=60, deadline=None)
@given(energies, st.integers(0, len(PLACES) - 1))
def test_a_missing_or_wrong_figure_is_no_slip(values, place) -> None:  # type: ignore[no-untyped-def]
    tables = published(values)
    table, row, column = PLACES[place]
    tables[table][row][column] = str(int(Decimal(tables[table][row][column]) * 3 / 5) + 7)
    assert _told(tables) == []


FIELDS = ("Energy", "Mobility", "Waste")
reductions = st.lists(st.integers(2_000, 90_000), min_size=12, max_size=12)


def _actions(values: list[int]) -> tuple[list[Row], list[Row]]:
    """Twelve actions of three fields (B-2.4), and the printed sums of the fields and of all (B-2.5)."""
    actions = [
        {"field_of_action": FIELDS[at % 3], "action": f"Action {at}", "min_co2e_reduction_t": str(value)}
        for at, value in enumerate(values)
    ]
    sums = [(field, sum(values[at] for at in range(len(values)) if at % 3 == n)) for n, field in enumerate(FIELDS)]
    totals = [
        {"field_of_action": name, "min_co2e_reduction_t": str(value)} for name, value in [*sums, ("Total", sum(values))]
    ]
    return actions, totals


@settings(max_examples=80, deadline=None)
@given(reductions, st.integers(0, 15), st.sampled_from(["fine", "coarse", "rounded"]))
def test_a_slip_of_an_action_or_of_a_printed_sum_is_found(values, place, how) -> None:  # type: ignore[no-untyped-def]
    actions, totals = _actions(values)
    row = [*actions, *totals][place]
    _slip(row, "min_co2e_reduction_t", how)
    findings = audit_actions(pl.LazyFrame(actions), pl.LazyFrame(totals))
    told = [f"{it.place.subject} {it.note.en}" for it in findings if it.check == "unit_is_consistent"]
    assert len(told) == 1
    assert (row.get("action") or row["field_of_action"]).casefold() in told[0].casefold()


@settings(max_examples=40, deadline=None)
@given(reductions)
def test_a_grand_total_of_actions_is_held_against_them(values) -> None:  # type: ignore[no-untyped-def]
    actions, totals = _actions(values)
    totals[-1]["min_co2e_reduction_t"] = str(sum(values) + 11)
    broken = {it.check for it in audit_actions(pl.LazyFrame(actions), pl.LazyFrame(totals)) if it.verdict == "mismatch"}
    assert broken == {"actions_sum_to_total", "fields_sum_to_total"}
