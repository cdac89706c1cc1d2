"""How far each deal's KPI has come on its way from the baseline to the target."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import polars as pl

from schemas.period import Period
from transforms.results.exact.exactly import difference, exactly, ratio, rounded
from transforms.results.green_deals.read_deals import Deal, read_deals
from transforms.results.green_deals.without_contact import without_contact

_TYPES: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(("period", "deal_id", "city", "field", "kpi", "kpi_unit", "progress_period"), pl.String),
    "is_latest": pl.Boolean,
    **dict.fromkeys(("baseline", "target", "kpi_value", "share_of_way", "share_of_time"), pl.Float64),
    "lacks": pl.String,
    "status": pl.String,
}


def deal_progress_kpi(
    period: str, green_deals: pl.LazyFrame, deal_progress: pl.LazyFrame | None = None
) -> pl.LazyFrame:
    """One row per deal and reported period that ends within the run's: `(value - baseline) / (target - baseline)`.

    Below 0 the KPI moved away from its target, above 1 it went beyond. A deal that reported nothing has one row with a
    missing value. `share_of_time` is the share of its days from start to end that had passed (0 to 1). `lacks` names
    what the share would need. `is_latest` marks the last row of a deal that has a share. A KPI in whose name
    a person or a contact stands is not named.
    """
    until = Period.parse(period).end
    tidy = without_contact(green_deals)
    rows = [row for deal in read_deals(tidy, deal_progress=deal_progress) for row in _rows(period, deal, until)]
    return pl.DataFrame(rows, schema=_TYPES, orient="row").lazy()


def _rows(period: str, deal: Deal, until: date) -> list[dict[str, object]]:
    reported: list[tuple[Period | None, float | None]] = [it for it in deal.progress if it[0].end <= until]
    rows = [_row(period, deal, when, value, until) for when, value in reported or [(None, None)]]
    shared = [row for row in rows if row["share_of_way"] is not None]
    for row in rows:
        row["is_latest"] = bool(shared) and row is shared[-1]
    return rows


def _row(period: str, deal: Deal, when: Period | None, value: float | None, until: date) -> dict[str, object]:
    baseline, target, reached = (exactly(it) for it in (deal.given["baseline"], deal.given["target"], value))
    way = difference(target, baseline)
    lacks = [name for name, it in (("baseline", baseline), ("target", target), ("kpi_value", reached)) if it is None]
    lacks += ["a target that differs from the baseline"] if way == 0 else []
    return {
        "period": period,
        **{name: deal.given[name] for name in ("deal_id", "city", "field", "kpi", "kpi_unit", "baseline", "target")},
        "progress_period": None if when is None else when.label,
        "kpi_value": value,
        "share_of_way": rounded(ratio(difference(reached, baseline), way), 4),
        "share_of_time": _time(deal, until if when is None else when.end),
        "lacks": ", ".join(lacks) or None,
        "status": "missing" if lacks else "computed",
    }


def _time(deal: Deal, day: date) -> float | None:
    start, end = deal.given["start_date"], deal.given["end_date"]
    if start is None or end is None or end <= start:
        return None
    passed = min(max((day - start).days, 0), (end - start).days)
    return rounded(Decimal(passed) / Decimal((end - start).days), 4)
