"""What each deal saves in a year, in kWh and in tonnes, with its own country's emission factor.

`reduction_t_co2e = saved_energy_mwh x factor_g_per_kwh / 1000` (GHG Protocol, activity data times emission factor;
the same product as BISKO, ifeu 2019, section 3).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.exact.exactly import difference, exactly, rounded
from transforms.results.green_deals.deal_factors import CountryFactors, Factor, deal_factors
from transforms.results.green_deals.read_deals import Deal, read_deals
from transforms.results.names.plain import plain
from transforms.results.names.vocabulary import Vocabulary

MISSING_FACTOR = ("error", "missing")
_TRANSPORT = frozenset({"mobility", "transport", "traffic", "mobilität", "verkehr"})
_TYPES: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(("period", "deal_id", "city", "country", "field", "deal_status", "carrier"), pl.String),
    **dict.fromkeys(("saved_energy_mwh", "saved_energy_kwh"), pl.Float64),
    "factor_set": pl.String,
    "factor_year": pl.Int64,
    "factor_edition": pl.String,
    "factor_g_per_kwh": pl.Float64,
    **dict.fromkeys(("factor_basis", "factor_source"), pl.String),
    **dict.fromkeys(("reduction_t_co2e", "reduction_stated_t_co2e", "difference_t_co2e"), pl.Float64),
    **dict.fromkeys(("lacks", "status"), pl.String),
}


def deal_savings(
    period: str,
    green_deals: pl.LazyFrame,
    factors: pl.LazyFrame,
    factor_sets: pl.LazyFrame,
    *,
    country_factors: Mapping[str, Mapping[str, Any]],
    missing_factor: str = "error",
    carriers: pl.LazyFrame | None = None,
) -> pl.LazyFrame:
    """One row per deal: energy (MWh, kWh a year), factor with set, year, basis, source, reduction (t CO2e a year).

    A deal in the field of mobility takes a factor for transport where the set has one. A factor that the country's set
    lacks is `deal-factor-missing`, or leaves the row missing (`missing_factor: missing`); no other country's, year's or
    set's stands in. The city's own figure stands beside ours with the difference (ours minus stated).
    """
    if missing_factor not in MISSING_FACTOR:
        raise StadtlandError(
            "result-parameter-wrong", result="deal_savings", parameter="missing_factor",
            allowed=", ".join(MISSING_FACTOR),
        )  # fmt: skip
    chosen = deal_factors(factors, factor_sets, country_factors)
    words = Vocabulary.of(carriers, "carrier")
    deals = read_deals(green_deals)
    if missing_factor == "error":
        _refuse_missing(deals, chosen, words)
    rows = [_row(period, deal, _carrier(deal, words), _factor(deal, chosen, words)) for deal in deals]
    return pl.DataFrame(rows, schema=_TYPES, orient="row").lazy()


def _carrier(deal: Deal, words: Vocabulary) -> str | None:
    printed = deal.given["carrier"]
    return None if printed is None else words.key(printed) or str(printed)


def _factor(deal: Deal, chosen: dict[str, CountryFactors], words: Vocabulary) -> Factor | None:
    carrier, of_country = _carrier(deal, words), chosen.get(str(deal.given["country"]))
    if carrier is None or of_country is None:
        return None
    moves = not _TRANSPORT.isdisjoint(plain(deal.given["field"]).split())
    return of_country.of(carrier, "transport" if moves else "stationary")


def _row(period: str, deal: Deal, carrier: str | None, factor: Factor | None) -> dict[str, object]:
    energy, stated = exactly(deal.given["saved_energy_mwh"]), exactly(deal.given["reduction_t_co2e"])
    tonnes = None if energy is None or factor is None else energy * (exactly(factor.g_per_kwh) or 0) / Decimal(1000)
    lacks = [name for name, it in (("saved_energy_mwh", energy), ("carrier", carrier)) if it is None]
    lacks += [f"factor of {deal.given['country']}"] if carrier is not None and factor is None else []
    return {
        "period": period,
        **{name: deal.given[name] for name in ("deal_id", "city", "country", "field")},
        "deal_status": deal.status,
        "carrier": carrier,
        "saved_energy_mwh": rounded(energy, 3),
        "saved_energy_kwh": rounded(None if energy is None else energy * 1000, 0),
        "factor_set": factor and factor.factor_set,
        "factor_year": factor and factor.year,
        "factor_edition": factor and factor.edition,
        "factor_g_per_kwh": factor and factor.g_per_kwh,
        "factor_basis": factor and factor.basis,
        "factor_source": factor and factor.source,
        "reduction_t_co2e": rounded(tonnes, 3),
        "reduction_stated_t_co2e": rounded(stated, 3),
        "difference_t_co2e": rounded(difference(tonnes, stated), 3),
        "lacks": ", ".join(lacks) or None,
        "status": "missing" if lacks else "computed",
    }


def _refuse_missing(deals: list[Deal], chosen: dict[str, CountryFactors], words: Vocabulary) -> None:
    missing: set[str] = set()
    for deal in deals:
        carrier = _carrier(deal, words)
        if deal.given["saved_energy_mwh"] is None or carrier is None or _factor(deal, chosen, words) is not None:
            continue
        # A carrier of our own list may be named; any other text is the provider's, so the deal is named alone.
        known = "unknown carrier" if words.key(carrier) is None and words.keys else carrier
        missing.add(f"{deal.given['country']} {known} (deal {deal.deal_id})")
    if missing:
        there = [f"{country}: {it.factor_set} {it.year} ({it.carriers})" for country, it in chosen.items()]
        raise StadtlandError(
            "deal-factor-missing", missing="; ".join(sorted(missing)), available="; ".join(there) or "-"
        )
