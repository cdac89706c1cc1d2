"""Pairs of deals that claim the same reduction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from transforms.results.exact.exactly import exactly
from transforms.results.green_deals.read_deals import Deal
from transforms.results.names.plain import plain


@dataclass(frozen=True)
class DoubleClaim:
    """Two deals, in order of their ids, and what says that they claim one reduction."""

    first: Deal
    second: Deal
    known_by: Literal["shared claim id", "same city, KPI, unit, time and reduction"]


def double_claims(deals: list[Deal]) -> list[DoubleClaim]:
    """One row per pair that shares a claim id, or has the same city, KPI and unit, overlapping times and one reduction.

    An open start or end reaches as far as it can; a reduction that is missing or zero is equal to none.
    """
    found = []
    for first, second in combinations(deals, 2):
        if first.given["claim_id"] is not None and first.given["claim_id"] == second.given["claim_id"]:
            found.append(DoubleClaim(first, second, "shared claim id"))
        elif _key(first) == _key(second) and all(_key(first)) and _overlap(first, second) and _equal(first, second):
            found.append(DoubleClaim(first, second, "same city, KPI, unit, time and reduction"))
    return found


def _key(deal: Deal) -> tuple[str, str, str]:
    unit = "".join(str(deal.given["kpi_unit"] or "").split()).casefold()
    return plain(deal.given["city"]), plain(deal.given["kpi"]), unit


def _overlap(first: Deal, second: Deal) -> bool:
    (start_1, end_1), (start_2, end_2) = _time(first), _time(second)
    return start_1 <= end_2 and start_2 <= end_1


def _time(deal: Deal) -> tuple[date, date]:
    return deal.given["start_date"] or date.min, deal.given["end_date"] or date.max


def _equal(first: Deal, second: Deal) -> bool:
    left, right = exactly(first.given["reduction_t_co2e"]), exactly(second.given["reduction_t_co2e"])
    return bool(left) and left == right
