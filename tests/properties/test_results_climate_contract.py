"""Laws of a contract's tables: parts sum to totals, a duplicate adds nothing, order is nothing, nothing gets lost."""

from __future__ import annotations

import random
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.results.climate_contract.example import frame, measure
from transforms.results.climate_contract.abatement_curve import abatement_curve
from transforms.results.climate_contract.contract_findings import contract_findings
from transforms.results.climate_contract.contributions_by_field import contributions_by_field
from transforms.results.climate_contract.emissions_gap import emissions_gap
from transforms.results.climate_contract.investment_plan import investment_plan
from transforms.results.climate_contract.measure_portfolio import measure_portfolio
from transforms.results.climate_contract.reductions_counted_once import reductions_counted_once

LAWS = settings(max_examples=40, deadline=None)
tonnes = st.one_of(st.none(), st.integers(0, 10**7).map(lambda it: it / 10))
euros = st.one_of(st.none(), st.integers(-(10**9), 10**10).map(lambda it: it / 100))
years = st.one_of(st.none(), st.integers(2024, 2032))


@st.composite
def portfolios(draw: st.DrawFn) -> list[dict[str, Any]]:
    ids = draw(st.lists(st.integers(1, 99), min_size=1, max_size=12, unique=True))
    return [
        measure(f"M{number:02}", reduction_t_co2e=draw(tonnes), cost_eur=draw(euros), start_year=draw(years),
                end_year=draw(years))
        for number in ids
    ]  # fmt: skip


@st.composite
def funds(draw: st.DrawFn, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ids = st.sampled_from([row["measure_id"] for row in rows])
    sources = st.sampled_from(["State", "City", "Bank"])
    amounts = st.integers(0, 10**8).map(lambda it: it / 100)
    return [
        {"measure_id": draw(ids), "year": draw(years), "source_of_funds": draw(sources), "amount_eur": draw(amounts)}
        for _ in range(draw(st.integers(1, 10)))
    ]


def actions(amounts: list[tuple[str, str, float | None]]) -> pl.LazyFrame:
    names = ("field_of_action", "action", "min_co2e_reduction_t")
    return frame("third_party_actions", *(dict(zip(names, row, strict=True)) for row in amounts))


def cents(values: pl.Series) -> int:
    return int((values.drop_nulls() * 1000).round().cast(pl.Int64).sum())


listed = st.lists(
    st.tuples(st.sampled_from(["Energy", "Mobility", "Waste"]), st.sampled_from("abcdefgh"), tonnes), min_size=1
)


@LAWS
@given(portfolios(), st.randoms(use_true_random=False))
def test_the_curve_holds_every_measure_once_in_rising_order(rows: list[dict[str, Any]], order: random.Random) -> None:
    curve = abatement_curve("2030", measure_portfolio("2030", frame("contract_measures", *rows))).collect()
    assert sorted(curve["measure_id"].to_list()) == sorted(row["measure_id"] for row in rows)
    drawn = curve.filter(pl.col("rank").is_not_null())
    assert drawn["cost_per_tonne_eur"].is_sorted()
    if drawn.height:
        assert cents(drawn["reduction_t_co2e"]) == cents(drawn["cumulative_reduction_t_co2e"].tail(1))
        assert cents(drawn["cost_eur"]) == cents(drawn["cumulative_cost_eur"].tail(1))
    complete = [row for row in rows if row["cost_eur"] is not None and (row["reduction_t_co2e"] or 0) > 0]
    assert drawn.height == len(complete)  # what is missing is listed below, never drawn as zero
    order.shuffle(rows)
    again = abatement_curve("2030", measure_portfolio("2030", frame("contract_measures", *rows))).collect()
    assert again.equals(curve)


@LAWS
@given(portfolios(), st.data())
def test_a_second_copy_of_a_measure_adds_nothing_and_is_found(rows: list[dict[str, Any]], data: st.DataObject) -> None:
    copied = data.draw(st.sampled_from(rows))
    twice = [*rows, {**copied, "measure_id": "Z"}]
    once, more = (measure_portfolio("2030", frame("contract_measures", *them)).collect() for them in (rows, twice))
    assert cents(once["counted_reduction_t_co2e"]) == cents(more["counted_reduction_t_co2e"])
    found = contract_findings("2030", frame("contract_measures", *twice)).collect()
    assert found.filter(pl.col("check") == "measure_stands_once")["subject"].to_list() == ["Z"]


@LAWS
@given(st.data())
def test_money_sums_to_the_same_by_measure_source_and_year(data: st.DataObject) -> None:
    rows = data.draw(portfolios())
    money = data.draw(funds(rows))
    plan = investment_plan("2030", frame("contract_measures", *rows), frame("contract_financing", *money)).collect()
    parts = {key[0]: part for key, part in plan.group_by("dimension")}
    total = parts["total"].row(0, named=True)
    for dimension in ("measure", "source of funds", "year"):
        assert cents(parts[dimension]["funding_eur"]) == round((total["funding_eur"] or 0) * 1000)
    for dimension in ("measure", "year"):
        assert cents(parts[dimension]["cost_eur"]) == round((total["cost_eur"] or 0) * 1000)
    assert cents(parts["measure"]["funding_gap_eur"]) == round((total["funding_gap_eur"] or 0) * 1000)
    assert plan["funding_gap_eur"].drop_nulls().min() is None or plan["funding_gap_eur"].drop_nulls().min() >= 0


@LAWS
@given(listed, st.randoms(use_true_random=False))
def test_fields_sum_to_the_total_in_any_order(rows: list[tuple[str, str, float | None]], order: random.Random) -> None:
    found = contributions_by_field("2030", actions(rows)).collect()
    fields, total = found.filter(pl.col("row_kind") == "field"), found.row(-1, named=True)
    assert cents(fields["min_co2e_reduction_t"]) == round((total["min_co2e_reduction_t"] or 0) * 1000)
    assert total["action_count"] == len(rows)
    assert total["actions_without_figure"] == sum(amount is None for _, _, amount in rows)
    order.shuffle(rows)
    assert contributions_by_field("2030", actions(rows)).collect().equals(found)


@LAWS
@given(portfolios(), listed, st.data())
def test_what_both_claim_raises_no_sum(
    rows: list[dict[str, Any]], others: list[tuple[str, str, float | None]], data: st.DataObject
) -> None:
    known = [row for row in rows if row["reduction_t_co2e"] is not None]
    before = reductions_counted_once("2030", frame("contract_measures", *rows), actions(others)).collect()
    if not known:
        return
    claimed = data.draw(st.sampled_from(known))
    claim = (claimed["field"], claimed["title"].upper(), data.draw(st.integers(0, 10**6).map(float)))
    after = reductions_counted_once("2030", frame("contract_measures", *rows), actions([*others, claim])).collect()
    columns = ("counted_t_co2e", "claimed_twice_t_co2e", "third_parties_t_co2e")
    then, now = (dict(zip(columns, it.select(columns).row(-1), strict=True)) for it in (before, after))
    assert now["counted_t_co2e"] == then["counted_t_co2e"]
    assert round(now["third_parties_t_co2e"] - (then["third_parties_t_co2e"] or 0), 3) == claim[2]
    assert round(now["claimed_twice_t_co2e"] - then["claimed_twice_t_co2e"], 3) == claim[2]


@LAWS
@given(st.lists(st.tuples(*[st.integers(0, 10**6)] * 4), min_size=1, max_size=6), st.integers(1, 50))
def test_a_column_sum_is_the_sum_of_its_lines_and_scales(lines: list[tuple[int, ...]], times: int) -> None:
    def gap(factor: int) -> pl.DataFrame:
        columns = ("baseline_t_co2e", "reduction_target_t_co2e", "reduction_other_plans_t_co2e",
                   "reduction_actions_t_co2e")  # fmt: skip
        rows = [
            {
                "year": 2019,
                "sector": f"S{place}",
                **dict(zip(columns, (float(it * factor) for it in line), strict=True)),
            }
            for place, line in enumerate(lines)
        ]
        return emissions_gap("2019", frame("ccc_emissions_gap", *rows)).collect()

    once, more = gap(1), gap(times)
    for column in ("gap_t_co2e", "residual_t_co2e", "uncovered_t_co2e"):
        sectors = once.filter(pl.col("row_kind") == "sector")[column]
        (total,) = once.filter(pl.col("row_kind") == "column sum")[column].to_list()
        assert total == sectors.sum()
        assert more[column].to_list() == [it * times for it in once[column].to_list()]
