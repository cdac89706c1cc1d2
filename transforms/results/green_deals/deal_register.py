"""The register of Local Green Deals: what was agreed, between how many, and where it stands."""

from __future__ import annotations

import polars as pl

from transforms.results.green_deals.read_deals import COLUMNS, Deal, read_deals
from transforms.results.green_deals.without_contact import without_contact

_TYPES: dict[str, type[pl.DataType]] = {
    "period": pl.String,
    **dict.fromkeys(COLUMNS, pl.String),
    **dict.fromkeys(("baseline", "target", "saved_energy_mwh", "reduction_t_co2e"), pl.Float64),
    **dict.fromkeys(("start_date", "end_date", "status_date"), pl.Date),
    "is_replicable": pl.Boolean,
    "party_count": pl.Int64,
    "parties": pl.String,
    "lacks": pl.String,
}
_NEEDED = ("kpi", "kpi_unit", "baseline", "target", "start_date", "end_date", "status_date")


def deal_register(
    period: str,
    green_deals: pl.LazyFrame,
    deal_parties: pl.LazyFrame | None = None,
    deal_status_history: pl.LazyFrame | None = None,
) -> pl.LazyFrame:
    """One row per deal, with its parties (`organisation (role, kind)`), and what it `lacks` to be monitored.

    `party_count` is missing where no table of parties was given. A text that holds a contact is withheld. Raises
    `deal-twice`.
    """
    deals = read_deals(green_deals, deal_parties, deal_status_history)
    rows = [{"period": period, **deal.given, **_more(deal, deal_parties is not None)} for deal in deals]
    frame = pl.DataFrame(rows, schema=_TYPES, orient="row").rename({"status": "deal_status"}).lazy()
    lacks_any = pl.col("lacks").is_not_null()
    return without_contact(frame).with_columns(
        status=pl.when(lacks_any).then(pl.lit("missing")).otherwise(pl.lit("published"))
    )


def _more(deal: Deal, has_parties: bool) -> dict[str, object]:
    names = [f"{it['organisation']} ({it['role']}, {it['kind']})" for it in deal.parties]
    return {
        "party_count": len({it["organisation"] for it in deal.parties}) if has_parties else None,
        "parties": "; ".join(names) or None,
        "lacks": ", ".join(name for name in _NEEDED if deal.given[name] is None) or None,
    }
