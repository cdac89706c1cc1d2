"""The municipality keys that the data use, carried to one territorial status through declared mergers and splits."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from schemas.period import Period
from transforms.results.exact.exactly import exactly, rounded
from transforms.results.given.given_rows import given_rows

Changes = dict[str, list[dict[str, Any]]]
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
    territorial_year: int | None = None,
) -> pl.LazyFrame:
    """One row per dataset, key as given and key that it is at the end of `territorial_year` (the period's year).

    `share` is of the old municipality's inhabitants, multiplied along a chain of changes. Status: current; mapped
    (one new key); split (several); outdated (rows of a year in which the key no longer was); unknown (in no register
    and no change); unchecked (no register was given). The register is the list of municipalities, or else the keys that
    have inhabitants in the last year counted. Shares carry keys; indicator values are never added up here.
    """
    year = territorial_year or Period.parse(period).end.year
    names = _register(municipality_list, municipality_population, year)
    changes = changes_until(territorial_changes, date(year, 12, 31))
    used = {
        "indicator_targets": _used(indicator_targets),
        "indicator_values": _used(indicator_values),
        "municipality_population": _used(municipality_population),
    }
    made: list[dict[str, Any]] = []
    for dataset, codes in used.items():
        for code, years in sorted(codes.items()):
            known = [it for it in years if it is not None]
            given = {
                "period": period,
                "dataset": dataset,
                "code_given": code,
                "first_year": min(known, default=None),
                "last_year": max(known, default=None),
                "row_count": len(years),
                "territorial_year": year,
                "unit": "1",
            }
            made += [{**given, **it} for it in _carried(code, known, names, changes)]
    return pl.DataFrame(made, schema=_SCHEMA, orient="row").lazy()


def changes_until(territorial_changes: pl.LazyFrame | None, day: date) -> Changes:
    """Per key that ceased by `day` its changes; a key that goes on beside others (a cession) has not ceased."""
    by_code: Changes = defaultdict(list)
    for row in given_rows(territorial_changes, ("old_code", "new_code", "date", "share")):
        if row["date"] <= day:
            by_code[row["old_code"]].append(row)
    return {
        code: sorted(rows, key=lambda it: (it["date"], it["new_code"]))
        for code, rows in sorted(by_code.items())
        if all(it["new_code"] != code for it in rows)
    }


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


def _carried(code: str, years: list[int], names: dict[str, str | None], changes: Changes) -> list[dict[str, Any]]:
    if code not in changes:
        status = "unchecked" if not names else "current" if code in names else "unknown"
        target = None if status == "unknown" else code
        return [_carry(target, names, Decimal(1) if target else None, None, 0, status)]
    ended = changes[code][0]["date"]
    # A change on 1 January leaves no day of that year to the old key; a later one leaves it the year of the change.
    first_year_without = ended.year if (ended.month, ended.day) == (1, 1) else ended.year + 1
    late = sum(year >= first_year_without for year in years)
    shares = _shares(code, changes, (code,))
    status = "outdated" if late else "split" if len(shares) > 1 else "mapped"
    if names and any(target not in names for target in shares):
        status = "unknown"
    return [_carry(target, names, share, ended, late, status) for target, share in sorted(shares.items())]


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


def _shares(code: str, changes: Changes, seen: tuple[str, ...]) -> dict[str, Decimal]:
    """Where the inhabitants of `code` are at last; a circle of changes ends where it comes back."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in changes[code]:
        new, share = row["new_code"], exactly(row["share"]) or Decimal(0)
        further = _shares(new, changes, (*seen, new)) if new in changes and new not in seen else {new: Decimal(1)}
        for target, part in further.items():
            found[target] += share * part
    return dict(found)
