"""The measures of a contract as exact figures, with each measure counted once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from transforms.results.climate_contract.printed_sums import is_printed_sum
from transforms.results.exact.exactly import exactly, sum_of_stated
from transforms.results.given.given_rows import given_rows
from transforms.results.given.withheld import withheld
from transforms.results.names.plain import plain

SECTORS = ("buildings", "transport", "industry", "waste", "land")
_TEXTS = (
    "measure_id",
    "title",
    "field",
    "lever",
    "owner_role",
    "start_year",
    "end_year",
    "same_as_measure_id",
    "source",
)
_FIGURES = (
    *("energy_saved_mwh", "energy_replaced_mwh", "reduction_t_co2e", "cost_eur", "lifetime_years"),
    *(f"reduction_{sector}_t_co2e" for sector in SECTORS),
)


@dataclass(frozen=True)
class Measure:
    """One row of the portfolio. `duplicate_of` names the row that counts in its place."""

    texts: dict[str, Any]
    figures: dict[str, Decimal | None]
    duplicate_of: str | None = None

    @property
    def measure_id(self) -> str:
        """The measure's own id."""
        return str(self.texts["measure_id"])

    @property
    def name(self) -> tuple[str, str]:
        """Field and title as two writers of the same measure would agree on them."""
        return plain(self.texts["field"]), plain(self.texts["title"])

    @property
    def sectors_stated(self) -> Decimal | None:
        """The sum of the reductions by sector that are stated; None where none is."""
        return sum_of_stated(self.figures[f"reduction_{sector}_t_co2e"] for sector in SECTORS)

    @property
    def reduction(self) -> Decimal | None:
        """The stated reduction of one year, else the sum of the stated sectors (t CO2e)."""
        stated = self.figures["reduction_t_co2e"]
        return self.sectors_stated if stated is None else stated


def read_measures(contract_measures: pl.LazyFrame | None) -> list[Measure]:
    """In order of their ids. A row is a duplicate of an earlier one with its id, its name (field and title), or of the

    one that it declares (`same_as_measure_id`, followed to the end; a chain that closes on itself keeps its first id).
    A printed sum of the others is no measure (`printed_sums`).
    """
    roles = None if contract_measures is None else withheld(contract_measures, ("owner_role",))
    given = given_rows(roles, (*_TEXTS, *_FIGURES))
    rows = [row for row in given if not is_printed_sum(row["measure_id"], row["title"])]
    read = [
        Measure({name: row[name] for name in _TEXTS}, {name: exactly(row[name]) for name in _FIGURES}) for row in rows
    ]
    read.sort(key=lambda it: (it.measure_id, repr(it.texts), repr(it.figures)))
    group = _Groups()
    for place, measure in enumerate(read):
        node = f"row {place}"
        group.join(node, f"id {measure.measure_id}")
        if measure.name[1]:
            group.join(node, f"name {measure.name}")
        if measure.texts["same_as_measure_id"]:
            group.join(node, f"id {measure.texts['same_as_measure_id']}")
    first: dict[str, Measure] = {}
    # The one that others point at counts; else the one that lacks least, so that no figure gets lost; else the first.
    order = sorted(
        range(len(read)),
        key=lambda place: (bool(read[place].texts["same_as_measure_id"]), _lacking(read[place]), place),
    )
    for place in order:
        first.setdefault(group.root(f"row {place}"), read[place])
    return [
        Measure(
            it.texts, it.figures, None if (counts := first[group.root(f"row {place}")]) is it else counts.measure_id
        )
        for place, it in enumerate(read)
    ]


def _lacking(measure: Measure) -> int:
    return (measure.reduction is None) + (measure.figures["cost_eur"] is None)


class _Groups:
    """Disjoint sets: what is joined is one thing."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, node: str) -> str:
        while (above := self._above.setdefault(node, node)) != node:
            node = above
        return node

    def join(self, one: str, other: str) -> None:
        self._above[self.root(one)] = self.root(other)
