"""Laws of the series and actions audits: slips, lost and doubled rows are found wherever planted; clean stays clean."""

from __future__ import annotations

import random
from decimal import Decimal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from config.factors.load import reference
from transforms.results.audit.actions.audit_actions import audit_actions
from transforms.results.audit.as_row import as_row
from transforms.results.audit.finding import Finding
from transforms.results.audit.series.audit_series import audit_series

UNITS = "unit_is_consistent"
CATEGORIES = ("Haushalte", "Wirtschaft", "Verkehr", "kommunale Verwaltungen")
FIELDS = ("Energy systems", "Mobility & transport", "Built environment")
HARMLESS = {"match", "noted"}

Row = dict[str, str]


@st.composite
def series(draw: st.DrawFn) -> list[Row]:
    """Whole tonnes in six years in a row; values move by at most a fifth, totals are their sums."""
    rows = []
    levels = {name: draw(st.integers(100_000, 2_000_000)) for name in CATEGORIES}
    for year in range(2010, 2016):
        values = {name: level * draw(st.integers(80, 120)) // 100 for name, level in levels.items()}
        for name, value in (*values.items(), ("Gesamt", sum(values.values()))):
            rows.append({"year": str(year), "category": name, "type": "real", "co2": str(value)})
    return rows


def _series(rows: list[Row]) -> list[Finding]:
    return audit_series(pl.LazyFrame(rows), sector_synonyms=reference("sector_synonyms"))


def _broken(findings: list[Finding], check: str) -> list[tuple[str, str]]:
    wrong = [it for it in findings if it.check == check and it.verdict not in HARMLESS]
    return [(it.place.base_year, it.place.sector) for it in wrong]


@settings(max_examples=30, deadline=None)
@given(series())
def test_clean_series_have_no_findings(rows: list[Row]) -> None:
    assert {it.verdict for it in _series(rows)} <= HARMLESS


@settings(max_examples=60, deadline=None)
@given(series(), st.integers(0, 29), st.booleans())
def test_a_unit_slip_is_found_wherever_it_is_in_a_series(rows: list[Row], at: int, is_small: bool) -> None:
    row = rows[at]
    row["co2"] = str(Decimal(row["co2"]) / 1000) if is_small else f"{row['co2']}000"
    findings = _series(rows)
    assert _broken(findings, UNITS) == [(row["year"], row["category"])]
    assert _broken(findings, "sectors_sum_to_total") == [(row["year"], "Gesamt")]


@settings(max_examples=40, deadline=None)
@given(series(), st.integers(0, 29))
def test_a_lost_row_is_found_and_its_amount_named(rows: list[Row], at: int) -> None:
    lost = rows.pop(at)
    findings = _series(rows)
    if lost["category"] == "Gesamt":
        return
    assert _broken(findings, "sectors_sum_to_total") == [(lost["year"], "Gesamt")]
    found = [it for it in findings if it.check == "series_is_complete"]
    assert [(it.place.base_year, it.place.sector, it.recomputed) for it in found] == [
        (lost["year"], lost["category"], Decimal(lost["co2"]))
    ]


@settings(max_examples=40, deadline=None)
@given(series(), st.integers(0, 29), st.booleans())
def test_a_doubled_row_is_found_with_the_same_or_another_value(rows: list[Row], at: int, is_same: bool) -> None:
    again = dict(rows[at])
    if not is_same:
        again["co2"] = str(int(again["co2"]) + 1)
    findings = _series([*rows, again])
    assert _broken(findings, "key_is_unique") == [(again["year"], again["category"])]
    note = next(it.note.en for it in findings if it.check == "key_is_unique" and it.verdict == "rule broken")
    assert ("the same value" if is_same else "different values") in note


@settings(max_examples=30, deadline=None)
@given(series(), st.sampled_from([2030, 2040, 2050]))
def test_a_target_among_measured_values_is_found(rows: list[Row], year: int) -> None:
    target = {"year": str(year), "category": "Gesamt", "type": "real", "co2": "100000"}
    assert _broken(_series([*rows, target]), "targets_are_told_from_measured") == [(str(year), "Gesamt")]
    assert not _broken(_series([*rows, target | {"type": "geplant"}]), "targets_are_told_from_measured")


@settings(max_examples=30, deadline=None)
@given(series(), st.integers(0, 29))
def test_a_share_that_does_not_follow_from_its_value_is_found(rows: list[Row], at: int) -> None:
    totals = {row["year"]: int(row["co2"]) for row in rows if row["category"] == "Gesamt"}
    for row in rows:
        row["share_percent"] = f"{100 * int(row['co2']) / totals[row['year']]:.1f}"
    assert not _broken(_series(rows), "share_follows_from_values")
    rows[at]["share_percent"] = f"{float(rows[at]['share_percent']) + 0.5:.1f}"
    assert _broken(_series(rows), "share_follows_from_values") == [(rows[at]["year"], rows[at]["category"])]


@settings(max_examples=25, deadline=None)
@given(series(), st.randoms(use_true_random=False), st.booleans())
def test_wide_and_long_and_any_order_say_the_same(rows: list[Row], chance: random.Random, is_spoilt: bool) -> None:
    if is_spoilt:
        rows[chance.randrange(len(rows))]["co2"] += "000"
    mixed = chance.sample(rows, len(rows))
    expected = [as_row(it) for it in _series(rows)]
    assert [as_row(it) for it in _series(mixed)] == expected
    wide = pl.DataFrame(rows).pivot(on="category", index="year", values="co2").lazy()
    assert [as_row(it) for it in audit_series(wide, sector_synonyms=reference("sector_synonyms"))] == expected


@st.composite
def actions(draw: st.DrawFn) -> list[Row]:
    """Three fields with two to five actions each, their totals and the total of all."""
    rows = []
    for field in FIELDS:
        amounts = draw(st.lists(st.integers(10_000, 900_000), min_size=2, max_size=5))
        for number, amount in enumerate(amounts):
            entries = str(draw(st.integers(1, 40)))
            rows.append({"field_of_action": field, "action": f"{field} {number}", "entries": entries, "t": str(amount)})
        rows.append({"field_of_action": field, "action": "Total", "entries": "", "t": str(sum(amounts))})
    total = sum(int(row["t"]) for row in rows if row["action"] == "Total")
    rows.append({"field_of_action": "Total", "action": "", "entries": "", "t": str(total)})
    return rows


def _actions(rows: list[Row]) -> list[Finding]:
    return audit_actions(
        pl.LazyFrame([{k if k != "t" else "min_co2e_reduction_t": v for k, v in r.items()} for r in rows])
    )


@settings(max_examples=30, deadline=None)
@given(actions())
def test_clean_actions_have_no_findings(rows: list[Row]) -> None:
    # Totals of entries are not printed, so these sums alone are not checked.
    assert {it.verdict for it in _actions(rows) if it.place.column != "entries"} == {"match"}


@settings(max_examples=60, deadline=None)
@given(actions(), st.integers(0, 100), st.booleans())
def test_a_unit_slip_is_found_wherever_it_is_among_actions(rows: list[Row], at: int, is_small: bool) -> None:
    row = rows[at % len(rows)]
    row["t"] = str(Decimal(row["t"]) / 1000) if is_small else f"{row['t']}000"
    found = [it for it in _actions(rows) if it.check == UNITS and it.verdict == "rule broken"]
    is_total = row["action"] in ("", "Total")
    assert [it.place.carrier or it.place.sector for it in found] == [
        (row["field_of_action"] if row["action"] else "total") if is_total else row["action"]
    ]


@settings(max_examples=40, deadline=None)
@given(actions(), st.integers(0, 100))
def test_an_action_in_two_fields_or_twice_in_one_is_found(rows: list[Row], at: int) -> None:
    single = [row for row in rows if row["action"] not in ("", "Total")]
    row = single[at % len(single)]
    other = next(field for field in FIELDS if field != row["field_of_action"])
    findings = _actions([*rows, row | {"field_of_action": other}])
    assert _broken(findings, "action_stands_in_one_field")
    assert not _broken(findings, "key_is_unique")
    findings = _actions([*rows, dict(row)])
    assert _broken(findings, "key_is_unique")
    assert not _broken(findings, "action_stands_in_one_field")
    short = {f"{it.check}" for it in findings if it.verdict == "mismatch"}
    assert {"actions_sum_to_field", "actions_sum_to_total"} <= short
