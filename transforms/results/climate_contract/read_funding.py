"""Funding of the measures as exact amounts, under the measure that counts where one stands twice."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from transforms.results.climate_contract.printed_sums import is_printed_sum
from transforms.results.climate_contract.read_measures import Measure
from transforms.results.exact.exactly import exactly
from transforms.results.given.given_rows import given_rows


@dataclass(frozen=True)
class Funding:
    """One amount (EUR) for one measure, from one source, in one year."""

    measure_id: str
    year: int | None
    source: str
    amount: Decimal | None
    is_secured: bool


def read_funding(contract_financing: pl.LazyFrame | None, measures: list[Measure]) -> list[Funding]:
    """In order of measure, year and source; the id of a duplicate is that of the one it repeats. No printed sums."""
    counting = {it.measure_id: it.duplicate_of or it.measure_id for it in reversed(measures)}
    columns = ("measure_id", "year", "source_of_funds", "amount_eur", "funding_status")
    found = [
        Funding(
            counting.get(row["measure_id"], row["measure_id"]),
            row["year"],
            row["source_of_funds"],
            exactly(row["amount_eur"]),
            row["funding_status"] == "secured",
        )
        for row in given_rows(contract_financing, columns)
        if not is_printed_sum(row["measure_id"], row["source_of_funds"])
    ]
    return sorted(found, key=lambda it: (it.measure_id, it.year or 0, it.source, repr(it)))
