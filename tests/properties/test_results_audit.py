"""Laws of the audit: a slip, a lost row, a doubled row is found wherever planted; the order of rows says nothing."""

from __future__ import annotations

import random
from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.results.published_city import ENERGIES, SECTORS, Row, Tables, broken, judged, published
from transforms.results.audit.as_row import as_row

ROWS = range(sum(len(carriers) for carriers in SECTORS.values()))
GAP_COLUMNS = (
    "baseline", "residual", "reduction_target", "reduction_existing_strategies", "gap_as_printed",
    "reduction_ccc_actions",
)  # fmt: skip
# Whole thousands of MWh, so that figures can be printed in GWh or kt without a rest; none small enough to drown.
energies = st.fixed_dictionaries({key: st.integers(50, 5_000).map(lambda n: n * 1_000) for key in ENERGIES})


def _thousandth(row: Row, column: str) -> None:
    whole, rest = divmod(int(row[column]), 1000)
    row[column] = f"{whole}.{rest:03d}"


def _thousandfold(row: Row, column: str) -> None:
    row[column] += "000"


slips = st.sampled_from([_thousandth, _thousandfold])


def _slips(tables: Tables) -> list[str]:
    found = [f for f in judged(tables) if f.check == "unit_is_consistent" and f.verdict == "rule broken"]
    return [finding.place.subject + " " + finding.note.en for finding in found]


@settings(max_examples=40, deadline=None)
@given(energies)
def test_tables_that_agree_are_found_to_agree(values: dict[tuple[str, str], int]) -> None:
    assert broken(judged(published(values))) == set()


@settings(max_examples=60, deadline=None)
@given(
    energies, st.sampled_from(ROWS), slips,
    st.sampled_from(["energy_MWh", "emissions_tCO2e_as_printed", "ef_stated_g_per_kWh"]),
)  # fmt: skip
def test_a_unit_slip_in_any_inventory_cell_is_found(values, place, slip, column) -> None:  # type: ignore[no-untyped-def]
    tables = published(values)
    row = tables["inventory"][place]
    slip(row, column)
    found = _slips(tables)
    assert any(f"{row['sector']}/{row['carrier']}" in text for text in found)


@settings(max_examples=40, deadline=None)
@given(energies, st.integers(0, 2), slips)
def test_a_unit_slip_in_any_sector_total_is_found(values, place, slip) -> None:  # type: ignore[no-untyped-def]
    tables = published(values)
    slip(tables["totals"][place], "value_as_printed")
    assert any(tables["totals"][place]["sector"] in text for text in _slips(tables))


@settings(max_examples=60, deadline=None)
@given(energies, st.integers(0, 3), st.sampled_from(GAP_COLUMNS[:5]), slips)
def test_a_unit_slip_in_any_gap_cell_is_found(values, place, column, slip) -> None:  # type: ignore[no-untyped-def]
    tables = {"gap": published(values)["gap"]}
    slip(tables["gap"][place], column)
    assert any(tables["gap"][place]["sector"] in text for text in _slips(tables))


@settings(max_examples=40, deadline=None)
@given(energies, st.sampled_from(ROWS))
def test_a_lost_row_is_found_by_its_sector_and_its_scope(values, place) -> None:  # type: ignore[no-untyped-def]
    tables = published(values)
    lost = tables["inventory"].pop(place)
    amount = int(lost["emissions_tCO2e_as_printed"])
    findings = [f for f in judged(tables) if f.difference == -amount and f.verdict == "mismatch"]
    assert {f.check for f in findings} >= {"rows_sum_to_sector", "rows_sum_to_scope"}
    # Where both are off by the same amount, each names the other: the lost cell lies where they cross.
    assert all("the same amount" in f.note.en for f in findings)


@settings(max_examples=40, deadline=None)
@given(energies, st.sampled_from(ROWS))
def test_a_doubled_row_is_found_as_a_key_and_as_a_sum(values, place) -> None:  # type: ignore[no-untyped-def]
    tables = published(values)
    tables["inventory"].append(dict(tables["inventory"][place]))
    assert {"key_is_unique", "rows_sum_to_sector", "rows_sum_to_scope"} <= broken(judged(tables))


@settings(max_examples=25, deadline=None)
@given(energies, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_rows_says_nothing(values, order: random.Random, spoil: bool) -> None:  # type: ignore[no-untyped-def]
    tables = published(values)
    if spoil:
        tables["inventory"].append(dict(tables["inventory"][1]))
        tables["gap"][1]["residual"] = "1"
    shuffled = deepcopy(tables)
    for rows in shuffled.values():
        order.shuffle(rows)
    assert [as_row(f) for f in judged(shuffled)] == [as_row(f) for f in judged(tables)]


@settings(max_examples=25, deadline=None)
@given(energies)
def test_another_notation_of_the_same_numbers_gives_the_same_findings(values) -> None:  # type: ignore[no-untyped-def]
    german = published(values)
    for rows in german.values():
        for row in rows:
            for column, text in row.items():
                if text.isdigit() and column not in ("base_year", "baseline_year", "scope_as_printed"):
                    row[column] = f"{int(text):,}".replace(",", ".") + ",00"
    # Figures printed to two places round less: only the tolerances differ.
    assert [(f.check, f.place, f.verdict) for f in judged(german)] == [
        (f.check, f.place, f.verdict) for f in judged(published(values))
    ]
