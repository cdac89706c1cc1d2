"""How many deals stand where, by city and field, and how many of the signed ones are fulfilled."""

from __future__ import annotations

import polars as pl

from schemas.deal_words import STATUSES
from transforms.results.exact.exactly import exactly, ratio, rounded
from transforms.results.green_deals.read_deals import Deal, read_deals
from transforms.results.green_deals.was_signed import was_signed

_TYPES: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(("period", "level", "city", "field", "deal_status"), pl.String),
    **dict.fromkeys(("deal_count", "group_deal_count", "signed_deal_count", "fulfilled_deal_count"), pl.Int64),
    "fulfilment_rate": pl.Float64,
    "status": pl.String,
}
_LEVELS = {"all": (), "city": ("city",), "field": ("field",), "city and field": ("city", "field")}


def deal_status(
    period: str, green_deals: pl.LazyFrame, deal_status_history: pl.LazyFrame | None = None
) -> pl.LazyFrame:
    """One row per level, group and status: number of deals; rate = fulfilled / ever signed, of the group (0 to 1).

    All seven statuses stand in every group, with 0 where no deal is: the register was read whole. A rate without a
    signed deal is missing, not zero. A deal without a field is in the group of the empty field.
    """
    deals = read_deals(green_deals, deal_status_history=deal_status_history)
    rows: list[dict[str, object]] = []
    for level, keys in _LEVELS.items():
        groups: dict[tuple[str | None, ...], list[Deal]] = {}
        for deal in deals:
            groups.setdefault(tuple(deal.given[key] for key in keys), []).append(deal)
        for group in sorted(groups, key=lambda it: [(part is None, part or "") for part in it]):
            rows += _group(period, level, dict(zip(keys, group, strict=True)), groups[group])
    return pl.DataFrame(rows, schema=_TYPES, orient="row").lazy()


def _group(period: str, level: str, keys: dict[str, str | None], deals: list[Deal]) -> list[dict[str, object]]:
    signed = sum(was_signed(deal) for deal in deals)
    fulfilled = sum(deal.status == "fulfilled" for deal in deals)
    rate = rounded(ratio(exactly(fulfilled), exactly(signed)), 4)
    return [
        {
            "period": period,
            "level": level,
            "city": keys.get("city"),
            "field": keys.get("field"),
            "deal_status": status,
            "deal_count": sum(deal.status == status for deal in deals),
            "group_deal_count": len(deals),
            "signed_deal_count": signed,
            "fulfilled_deal_count": fulfilled,
            "fulfilment_rate": rate,
            "status": "missing" if rate is None else "computed",
        }
        for status in STATUSES
    ]
