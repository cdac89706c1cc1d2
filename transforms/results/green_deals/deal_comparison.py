"""The cities of the Local Green Deals side by side, with what may not be compared marked as such."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import polars as pl

from transforms.results.exact.exactly import exactly, ratio, rounded, sum_of_stated
from transforms.results.green_deals.double_claims import double_claims
from transforms.results.green_deals.read_deals import Deal, read_deals
from transforms.results.green_deals.state_machine import OPEN
from transforms.results.green_deals.was_signed import was_signed

_TYPES: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(("period", "city", "country", "indicator"), pl.String),
    "value": pl.Float64,
    "unit": pl.String,
    **dict.fromkeys(("deal_count", "missing_count"), pl.Int64),
    **dict.fromkeys(("factor_sets", "factor_bases", "factor_years"), pl.String),
    "is_comparable": pl.Boolean,
    "status": pl.String,
}


def deal_comparison(
    period: str,
    green_deals: pl.LazyFrame,
    deal_progress_kpi: pl.LazyFrame,
    deal_savings: pl.LazyFrame,
    deal_status_history: pl.LazyFrame | None = None,
) -> pl.LazyFrame:
    """One row per city and indicator: a sum or mean of what is stated, and how many of its deals do not state it.

    Tonnes on factors of differing bases or years, and tonnes as cities state them, are not comparable and say so; no
    sum over cities is made. Reductions in two deals of the city are shown as a figure of their own and not taken out of
    the sum (t CO2e a year).
    """
    latest = deal_progress_kpi.filter("is_latest").select("deal_id", "share_of_way").collect()
    shares = dict(latest.iter_rows())
    savings = {row["deal_id"]: row for row in deal_savings.collect().to_dicts()}
    cities: dict[tuple[str, str], list[Deal]] = {}
    for deal in read_deals(green_deals, deal_status_history=deal_status_history):
        cities.setdefault((deal.given["city"], deal.given["country"]), []).append(deal)
    grounds = {
        (row["factor_basis"], row["factor_year"]) for row in savings.values() if row["reduction_t_co2e"] is not None
    }
    rows: list[dict[str, object]] = []
    for (city, country), deals in sorted(cities.items()):
        for figure in _figures(deals, shares, savings):
            compares = _compares(str(figure["indicator"]), len(grounds), len(cities))
            place = {"period": period, "city": city, "country": country, "is_comparable": compares}
            rows.append(place | figure)
    return pl.DataFrame(rows, schema=_TYPES, orient="row").lazy()


def _compares(indicator: str, grounds: int, cities: int) -> bool:
    """Tonnes compare on one basis and year of factors; what cities state themselves rests on nobody knows which."""
    if indicator == "reduction_computed":
        return grounds <= 1
    return not indicator.startswith("reduction_stated") or cities <= 1


def _figures(
    deals: list[Deal], shares: dict[str, float], savings: dict[str, dict[str, Any]]
) -> Iterable[dict[str, object]]:
    count = len(deals)
    signed = [deal for deal in deals if was_signed(deal)]
    fulfilled = sum(deal.status == "fulfilled" for deal in deals)
    for name, number in (
        ("deals", count),
        ("deals_open", sum(deal.status in OPEN for deal in deals)),
        ("deals_signed", len(signed)),
        ("deals_fulfilled", fulfilled),
        ("deals_replicable", sum(deal.given["is_replicable"] is True for deal in deals)),
    ):
        missing = sum(deal.given["is_replicable"] is None for deal in deals) if name == "deals_replicable" else 0
        yield _figure(name, Decimal(number), "1", count, missing, 0)
    yield _figure("fulfilment_rate", ratio(exactly(fulfilled), exactly(len(signed))), "1", len(signed), 0, 4)
    stated = [exactly(shares[deal.deal_id]) for deal in deals if deal.deal_id in shares]
    mean = ratio(sum_of_stated(stated), exactly(len(stated)))
    yield _figure("kpi_share_of_way_mean", mean, "1", count, count - len(stated), 4)
    rows = [savings[deal.deal_id] for deal in deals]
    yield _sum("saved_energy", rows, "saved_energy_kwh", "kWh", 0)
    yield _sum("reduction_computed", rows, "reduction_t_co2e", "t CO2e", 3) | _grounds(rows)
    yield _sum("reduction_stated", rows, "reduction_stated_t_co2e", "t CO2e", 3)
    # Each deal is counted once here, however many others claim the same.
    second = {claim.second.deal_id for claim in double_claims(deals)}
    twice = [row for row in rows if row["deal_id"] in second]
    yield (
        _sum("reduction_stated_twice", twice, "reduction_stated_t_co2e", "t CO2e", 3)
        if twice
        else _figure("reduction_stated_twice", Decimal(0), "t CO2e", count, 0, 3)
    )


def _sum(indicator: str, rows: list[dict[str, Any]], column: str, unit: str, places: int) -> dict[str, object]:
    values = [exactly(row[column]) for row in rows]
    return _figure(indicator, sum_of_stated(values), unit, len(rows), sum(it is None for it in values), places)


def _figure(
    indicator: str, value: Decimal | None, unit: str, count: int, missing: int, places: int
) -> dict[str, object]:
    return {
        "indicator": indicator,
        "value": rounded(value, places),
        "unit": unit,
        "deal_count": count,
        "missing_count": missing,
        "status": "missing" if value is None else "computed",
    }


def _grounds(rows: list[dict[str, Any]]) -> dict[str, object]:
    used = [row for row in rows if row["reduction_t_co2e"] is not None]
    names = {"factor_sets": "factor_set", "factor_bases": "factor_basis", "factor_years": "factor_year"}
    return {
        name: ", ".join(sorted({str(row[column]) for row in used if row[column] is not None})) or None
        for name, column in names.items()
    }
