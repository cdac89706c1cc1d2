"""Who reduces and whom it is credited to: reductions (t CO2e a year) by place of the measure and of the credit."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from transforms.results.exact.exactly import rounded
from transforms.results.partnership.credited_reductions import Credit, credited_reductions
from transforms.results.partnership.read_partners import read_partners, read_rows

_PLACES = 3
_SCHEMA = {
    **dict.fromkeys(("period", "municipality_code", "municipality_name", "credited_to", "credited_name"), pl.String),
    "measures_counted": pl.Int64, "measures_left_out": pl.Int64, "reduction_t_co2e": pl.Float64,
    "reduction_left_out_t_co2e": pl.Float64, "figures_missing": pl.Int64, "status": pl.String,
}  # fmt: skip


def partnership_flows(municipality_base: pl.LazyFrame, partner_reductions: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per pair (where a measure is, whom it is credited to) that any measure has.

    Each measure counts once, as in `partnership_net` (`credited_reductions`): what is credited to nobody, to a stranger
    or a second time is left out and told beside it. The counted reductions of all pairs that end at a partner are its
    `reductions_t_co2e` in `partnership_net`, but for the rounding of each to kilograms. A pair with a measure that
    counts but has no figure has no amount.
    """
    names = {code: row["municipality_name"] for code, row in read_partners(municipality_base).items()}
    flows: dict[tuple[str, str | None], list[Credit]] = {}
    for credit in credited_reductions(read_rows(partner_reductions), set(names)):
        flows.setdefault((credit.place, credit.credited_to), []).append(credit)
    rows = []
    for (place, credited), credits in sorted(
        flows.items(), key=lambda it: (it[0][0], it[0][1] is None, it[0][1] or "")
    ):
        counted = [it.reduction for it in credits if it.counts]
        left_out = [it.reduction for it in credits if not it.counts]
        amount = _sum(counted)
        rows.append({
            "period": period, "municipality_code": place, "municipality_name": names.get(place),
            "credited_to": credited, "credited_name": names.get(credited) if credited else None,
            "measures_counted": len(counted), "measures_left_out": len(left_out),
            "reduction_t_co2e": rounded(amount, _PLACES), "reduction_left_out_t_co2e": rounded(_sum(left_out), _PLACES),
            "figures_missing": sum(it is None for it in (*counted, *left_out)),
            "status": "missing" if amount is None else "computed",
        })  # fmt: skip
    return pl.DataFrame(rows, schema=_SCHEMA).lazy()


def _sum(values: list[Decimal | None]) -> Decimal | None:
    """The exact sum; None where one is not stated."""
    stated = [value for value in values if value is not None]
    return sum(stated, Decimal(0)) if len(stated) == len(values) else None
