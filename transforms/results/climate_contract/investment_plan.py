"""Costs and funds of a contract by year, by source of funds, by measure and in total (EUR)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.climate_contract.read_funding import Funding, read_funding
from transforms.results.climate_contract.read_measures import Measure, read_measures
from transforms.results.exact.exactly import difference, ratio, rounded, sum_of_stated

SPREAD = ("even", "none")
NOT_DATED = "not dated"
_CENT = Decimal("0.01")
_SCHEMA = {
    "period": pl.String, "dimension": pl.String, "part": pl.String, "title": pl.String, "cost_eur": pl.Float64,
    "funding_eur": pl.Float64, "funding_secured_eur": pl.Float64, "funding_share": pl.Float64,
    "cost_minus_funding_eur": pl.Float64, "funding_gap_eur": pl.Float64, "funding_surplus_eur": pl.Float64,
    "cost_without_funding_stated_eur": pl.Float64, "figures_missing": pl.Int64, "unit": pl.String, "status": pl.String,
}  # fmt: skip
Part = dict[str, Any]


def investment_plan(
    period: str, contract_measures: pl.LazyFrame, contract_financing: pl.LazyFrame, spread: str = "even"
) -> pl.LazyFrame:
    """One row per part of each dimension: `total`, `measure`, `source of funds`, `year`; amounts in EUR.

    A measure's gap is what its funding leaves of its cost, its surplus what goes beyond; gaps of the total are the sum
    of the measures' gaps, so that a surplus here never closes a gap there. A measure with a missing cost or amount has
    neither; one without any funding stated is told in `cost_without_funding_stated_eur`, not taken for unfunded.
    Sums are those of the stated figures; `figures_missing` counts the rest. With `spread: even` a cost lies evenly, to
    the cent, on the years from start to end, which is an assumption (`interpolated`). Raises `result-parameter-wrong`.
    """
    if spread not in SPREAD:
        raise StadtlandError(
            "result-parameter-wrong", result="investment_plan", parameter="spread", allowed=", ".join(SPREAD)
        )
    read = read_measures(contract_measures)
    measures = {it.measure_id: it for it in reversed(read) if it.duplicate_of is None}
    funding = read_funding(contract_financing, read)
    by_measure = [_of_measure(name, measures.get(name), funding) for name in sorted(_ids(measures, funding))]
    everything = sum_of_stated(it.amount for it in funding)
    rows = [
        _total(by_measure, funding),
        *by_measure,
        *_by_source(funding),
        *_by_year(list(measures.values()), funding, spread),
    ]
    return pl.DataFrame([_output(period, row, everything) for row in rows], schema=_SCHEMA, orient="row").lazy()


def _ids(measures: dict[str, Measure], funding: list[Funding]) -> set[str]:
    return set(measures) | {it.measure_id for it in funding}


def _of_measure(measure_id: str, measure: Measure | None, funding: list[Funding]) -> Part:
    own = [it for it in funding if it.measure_id == measure_id]
    cost = None if measure is None else measure.figures["cost_eur"]
    missing = sum(it.amount is None for it in own)
    paid = sum_of_stated(it.amount for it in own)
    known = None if missing else difference(cost, paid)
    # A saving (negative cost) asks for no money, so funding for it is all surplus.
    gap = None if known is None else max(known, Decimal(0))
    surplus = None if cost is None or paid is None else max(paid - max(cost, Decimal(0)), Decimal(0))
    return {
        "dimension": "measure",
        "part": measure_id,
        "title": None if measure is None else measure.texts["title"],
        "cost": cost,
        **_paid(own),
        "gap": gap,
        "surplus": surplus,
        "unstated": cost if not own else None,
        "missing": missing + (cost is None) + (not own),
        "status": "missing" if cost is None or paid is None or missing else "computed",
    }


def _total(by_measure: list[Part], funding: list[Funding]) -> Part:
    missing = sum(it["missing"] for it in by_measure)
    return {
        "dimension": "total",
        "part": "total",
        "title": None,
        "cost": sum_of_stated(it["cost"] for it in by_measure),
        **_paid(funding),
        **{name: sum_of_stated(it[name] for it in by_measure) for name in ("gap", "surplus", "unstated")},
        "missing": missing,
        "status": "missing" if missing else "computed",
    }


def _by_source(funding: list[Funding]) -> list[Part]:
    sources: dict[str, list[Funding]] = defaultdict(list)
    for it in funding:
        sources[it.source].append(it)
    return [_plain("source of funds", name, None, sources[name]) for name in sorted(sources)]


def _by_year(measures: list[Measure], funding: list[Funding], spread: str) -> list[Part]:
    costs: dict[int | None, list[Decimal | None]] = defaultdict(list)
    paid: dict[int | None, list[Funding]] = defaultdict(list)
    for measure in measures:
        for year, cost in _spread(measure, spread):
            costs[year].append(cost)
    for it in funding:
        paid[it.year].append(it)
    years = sorted({*costs, *paid}, key=lambda it: (it is None, it or 0))
    rows = []
    for year in years:
        cost = sum_of_stated(costs[year])
        row = _plain("year", NOT_DATED if year is None else str(year), cost, paid[year])
        row["missing"] += sum(it is None for it in costs[year])
        if cost is not None and year is not None and row["status"] == "computed":
            row["status"] = "interpolated"
        rows.append(row)
    return rows


def _spread(measure: Measure, spread: str) -> list[tuple[int | None, Decimal | None]]:
    start, end, cost = measure.texts["start_year"], measure.texts["end_year"], measure.figures["cost_eur"]
    if spread == "none" or cost is None or start is None or end is None or end < start:
        return [(None, cost)]
    years = end - start + 1
    each = (cost / years).quantize(_CENT)
    shares = [each] * years
    shares[-1] += cost - each * years  # the last year takes the cents that do not divide
    return list(zip(range(start, end + 1), shares, strict=True))


def _plain(dimension: str, part: str, cost: Decimal | None, funding: list[Funding]) -> Part:
    missing = sum(it.amount is None for it in funding)
    about = {"dimension": dimension, "part": part, "title": None, "cost": cost, **_paid(funding)}
    status = "missing" if missing or (cost is None and about["paid"] is None) else "computed"
    return {**about, "gap": None, "surplus": None, "unstated": None, "missing": missing, "status": status}


def _paid(funding: list[Funding]) -> Part:
    return {
        "paid": sum_of_stated(it.amount for it in funding),
        "secured": sum_of_stated(it.amount for it in funding if it.is_secured),
    }


def _output(period: str, row: Part, everything: Decimal | None) -> Part:
    return {
        "period": period,
        "dimension": row["dimension"],
        "part": row["part"],
        "title": row["title"],
        "cost_eur": rounded(row["cost"], 2),
        "funding_eur": rounded(row["paid"], 2),
        "funding_secured_eur": rounded(row["secured"], 2),
        "funding_share": rounded(ratio(row["paid"], everything), 6),
        "cost_minus_funding_eur": rounded(difference(row["cost"], row["paid"]), 2),
        "funding_gap_eur": rounded(row["gap"], 2),
        "funding_surplus_eur": rounded(row["surplus"], 2),
        "cost_without_funding_stated_eur": rounded(row["unstated"], 2),
        "figures_missing": row["missing"],
        "unit": "EUR",
        "status": row["status"],
    }
