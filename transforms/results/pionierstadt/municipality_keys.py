"""The municipality keys that the data use, carried to one territorial status through declared mergers and splits."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from schemas.period import Period
from transforms.results.exact.exactly import rounded
from transforms.results.given.given_rows import given_rows
from transforms.results.pionierstadt.territorial_chain import Change, TerritorialChain

_SCHEMA = {
    "period": pl.String, "dataset": pl.String, "code_given": pl.String, "first_year": pl.Int64, "last_year": pl.Int64,
    "row_count": pl.Int64, "municipality_code": pl.String, "municipality_name": pl.String, "share": pl.Float64,
    "changed_on": pl.Date, "rows_after_the_change": pl.Int64, "territorial_year": pl.Int64, "unit": pl.String,
    "status": pl.String,
}  # fmt: skip


def municipality_keys(
    period: str,
    indicator_values: pl.LazyFrame | None = None,
    indicator_targets: pl.LazyFrame | None = None,
    municipality_population: pl.LazyFrame | None = None,
    municipality_list: pl.LazyFrame | None = None,
    territorial_changes: pl.LazyFrame | None = None,
    published_territorial_changes: pl.LazyFrame | None = None,
    territorial_year: int | None = None,
) -> pl.LazyFrame:
    """One row per dataset, key as given and key that it is at the end of `territorial_year` (the period's year).

    `share` is of the old municipality's inhabitants, multiplied along a chain of changes. Status: current; mapped
    (one new key); split (several); outdated (rows of a year in which the key no longer was); unknown (in no register
    and no change); unchecked (no register was given). The register is the list of municipalities, or else the keys that
    have inhabitants in the last year counted. A key that was given again has rows by what it meant
    in their years. Shares carry keys; indicator values are never added up here.
    """
    year = territorial_year or Period.parse(period).end.year
    names = _register(municipality_list, municipality_population, year)
    chain = TerritorialChain.until(date(year, 12, 31), territorial_changes, published_territorial_changes)
    used = {
        "indicator_targets": _used(indicator_targets),
        "indicator_values": _used(indicator_values),
        "municipality_population": _used(municipality_population),
    }
    made: list[dict[str, Any]] = []
    for dataset, codes in used.items():
        for code, years in sorted(codes.items()):
            given = {"period": period, "dataset": dataset, "code_given": code, "territorial_year": year, "unit": "1"}
            made += [{**given, **it} for it in _carried(code, years, names, chain)]
    return pl.DataFrame(made, schema=_SCHEMA, orient="row").lazy()


def _register(listed: pl.LazyFrame | None, counted: pl.LazyFrame | None, year: int) -> dict[str, str | None]:
    """Keys with their names: the list's, or those that have inhabitants in the last year counted up to `year`."""
    rows = given_rows(listed, ("municipality_code", "municipality_name"))
    if rows:
        return {it["municipality_code"]: it["municipality_name"] for it in rows}
    counts = given_rows(counted, ("municipality_code", "city", "year"))
    last = max((it["year"] for it in counts if it["year"] <= year), default=None)
    return {it["municipality_code"]: it["city"] for it in counts if it["year"] == last}


def _used(frame: pl.LazyFrame | None) -> dict[str, list[int | None]]:
    codes: dict[str, list[int | None]] = defaultdict(list)
    for row in given_rows(frame, ("municipality_code", "year")):
        if row["municipality_code"] is not None:
            codes[row["municipality_code"]].append(row["year"])
    return codes


def _carried(
    code: str, years: list[int | None], names: dict[str, str | None], chain: TerritorialChain
) -> list[dict[str, Any]]:
    """Rows by what the key meant in their years: nothing ended, or one of the changes by which it did."""
    by_change: dict[Change | None, list[int | None]] = {}
    for year in years:
        by_change.setdefault(chain.ended(code, year), []).append(year)
    made = []
    for ended, of in sorted(by_change.items(), key=lambda it: (it[0] is None, it[0].day if it[0] else date.max)):
        known = [year for year in of if year is not None]
        span = {"first_year": min(known, default=None), "last_year": max(known, default=None), "row_count": len(of)}
        made += [span | it for it in _of_change(code, known, names, chain, ended)]
    return made


def _of_change(
    code: str, years: list[int], names: dict[str, str | None], chain: TerritorialChain, ended: Change | None
) -> list[dict[str, Any]]:
    if ended is None:
        status = "unchecked" if not names else "current" if code in names else "unknown"
        target = None if status == "unknown" else code
        return [_carry(target, names, Decimal(1) if target else None, None, 0, status)]
    late = sum(year >= ended.first_year_without for year in years)
    shares = chain.shares(ended)
    status = "outdated" if late else "split" if len(shares) > 1 else "mapped"
    if names and any(target not in names for target in shares):
        status = "unknown"
    return [_carry(target, names, share, ended.day, late, status) for target, share in sorted(shares.items())]


def _carry(
    code: str | None, names: dict[str, str | None], share: Decimal | None, changed: date | None, late: int, status: str
) -> dict[str, Any]:
    return {
        "municipality_code": code,
        "municipality_name": None if code is None else names.get(code),
        "share": rounded(share, 6),
        "changed_on": changed,
        "rows_after_the_change": late,
        "status": status,
    }
