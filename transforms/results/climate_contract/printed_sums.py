"""Rows of a portfolio or an investment plan that are sums of its other rows: held against them, never added to them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import polars as pl

from transforms.results.exact.exactly import exactly, sum_of_stated
from transforms.results.findings.line import Line, line
from transforms.results.given.given_rows import given_rows
from transforms.results.names.plain import plain

_WORDS = frozenset(
    ("total", "totals", "grand", "sum", "overall", "subtotal", "sub", "gesamt", "gesamtsumme", "insgesamt", "summe",
     "zwischensumme", "totale", "totalt", "summa", "yhteensä")
)  # fmt: skip
_CENT = Decimal("0.01")


def is_printed_sum(*names: str | None) -> bool:
    """Whether an id, a title or a source says no more than that the row is a sum: `Total`, `Summe gesamt`, `Gesamt`.

    A title with any other word is a measure: `Total energy management of schools` is one, and `City` is a source.
    """
    words = [plain(name).split() for name in names]
    return any(it and _WORDS.issuperset(it) for it in words)


def printed_sum_findings(
    contract_measures: pl.LazyFrame | None,
    counted: list[Any],
    contract_financing: pl.LazyFrame | None,
    tolerance: Decimal,
) -> Iterator[Line]:
    """One line per printed sum and figure; `counted` are the measures that count."""
    columns = ("measure_id", "title", "reduction_t_co2e", "cost_eur")
    for row in given_rows(contract_measures, columns):
        if not is_printed_sum(row["measure_id"], row["title"]):
            continue
        for column, unit, slack in (("reduction_t_co2e", "t CO2e", tolerance), ("cost_eur", "EUR", _CENT)):
            printed = exactly(row[column])
            stated = [it.reduction if column == "reduction_t_co2e" else it.figures[column] for it in counted]
            found = sum_of_stated(stated)
            if printed is None:
                continue
            verdict = "not checked" if found is None else "match" if abs(found - printed) <= slack else "mismatch"
            note = (f"gedruckte Summe und Summe der Maßnahmen; {stated.count(None)} ohne Angabe",
                    f"printed sum and sum of the measures; {stated.count(None)} without a figure")  # fmt: skip
            yield line("measures_sum_to_the_printed_sum", f"{row['measure_id']}: {column}", verdict, note,
                       printed=printed, recomputed=found, unit=unit, tolerance=slack)  # fmt: skip
    for row in given_rows(contract_financing, ("measure_id", "source_of_funds", "amount_eur")):
        if is_printed_sum(row["measure_id"], row["source_of_funds"]):
            note = ("gedruckte Summe der Mittel; zählt nicht mit", "printed sum of funds; it is not added")
            subject = f"{row['measure_id']}: {row['source_of_funds']}"
            yield line(
                "printed_sum_is_not_added", subject, "noted", note, printed=exactly(row["amount_eur"]), unit="EUR"
            )
