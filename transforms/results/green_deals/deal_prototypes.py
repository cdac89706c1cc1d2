"""What another city needs to make the same deal: no person, no contact, and no organisation by name."""

from __future__ import annotations

import polars as pl

from transforms.results.exact.exactly import difference, exactly, rounded
from transforms.results.green_deals.deal_progress_kpi import deal_progress_kpi
from transforms.results.green_deals.deal_rules import date_findings, evidence_findings
from transforms.results.green_deals.read_deals import Deal, read_deals
from transforms.results.green_deals.without_contact import without_contact

_SHOWN = ("fulfilled", "running")
_TYPES: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(("period", "deal_id", "city", "country", "field", "title", "commitment", "kpi"), pl.String),
    "kpi_unit": pl.String,
    **dict.fromkeys(("baseline", "target", "change", "share_of_way"), pl.Float64),
    "duration_days": pl.Int64,
    "party_count": pl.Int64,
    **dict.fromkeys(("party_roles", "deal_status", "carrier"), pl.String),
    **dict.fromkeys(("saved_energy_mwh", "reduction_t_co2e"), pl.Float64),
    **dict.fromkeys(("evidence", "withheld", "lacks", "status"), pl.String),
}
_NEEDED = ("title", "field", "commitment", "kpi", "kpi_unit", "baseline", "target")


def deal_prototypes(
    period: str,
    green_deals: pl.LazyFrame,
    deal_parties: pl.LazyFrame | None = None,
    deal_progress: pl.LazyFrame | None = None,
) -> pl.LazyFrame:
    """One row per deal that is marked replicable and is running or fulfilled, with what it `lacks` to be repeated.

    A deal that says fulfilled without evidence, or ends before it starts, is no example. Parties stand as roles and
    kinds (`lead: city`); energy (MWh) and reduction (t CO2e) are those of one year, as the city states them.
    """
    tidy = without_contact(green_deals, or_link=True)
    withheld = dict(tidy.select("deal_id", "withheld").collect().iter_rows())
    shares = deal_progress_kpi(period, green_deals, deal_progress).filter("is_latest").select("deal_id", "share_of_way")
    reached = dict(shares.collect().iter_rows())
    # Whether there is evidence is asked of the text as given, before a contact in it was withheld.
    shown = {it.deal_id for it in read_deals(green_deals) if _is_example(it)}
    rows = [
        _row(period, deal, reached.get(deal.deal_id), withheld[deal.deal_id], deal_parties is not None)
        for deal in read_deals(tidy, deal_parties)
        if deal.deal_id in shown
    ]
    return pl.DataFrame(rows, schema=_TYPES, orient="row").lazy()


def _is_example(deal: Deal) -> bool:
    is_sound = not any(date_findings(deal)) and not any(evidence_findings(deal))
    return deal.given["is_replicable"] is True and deal.status in _SHOWN and is_sound


def _row(period: str, deal: Deal, share: float | None, withheld: str | None, has_parties: bool) -> dict[str, object]:
    given = deal.given
    start, end = given["start_date"], given["end_date"]
    lacks = [name for name in _NEEDED if given[name] is None]
    lacks += ["parties"] if not deal.parties else []
    return {
        "period": period,
        **{name: given[name] for name in _TYPES if name in given and name != "status"},
        "change": rounded(difference(exactly(given["target"]), exactly(given["baseline"])), 3),
        "share_of_way": share,
        "duration_days": None if start is None or end is None else (end - start).days,
        "party_count": len({it["organisation"] for it in deal.parties}) if has_parties else None,
        "party_roles": "; ".join(sorted(f"{it['role']}: {it['kind']}" for it in deal.parties)) or None,
        "deal_status": deal.status,
        "withheld": withheld,
        "lacks": ", ".join(lacks) or None,
        "status": "missing" if lacks else "published",
    }
