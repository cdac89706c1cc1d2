"""The actions of third parties as exact figures, whichever of the two lists they come from; total rows told apart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import polars as pl

from transforms.results.exact.exactly import exactly
from transforms.results.given.given_rows import given_rows
from transforms.results.names.is_total import is_total
from transforms.results.names.plain import plain

_OFFSETS = (
    "compensation",
    "kompensation",
    "offset",
    "offsetting",
    "ausgleichszertifikat",
    "certificate",
    "certificates",
)
_GREEN_TARIFFS = (("certified", "electricity"), ("green", "electricity", "tariff"), ("ökostrom",), ("ökostromtarif",))


@dataclass(frozen=True)
class Action:
    """One printed row: how many organisations name the action and what it saves at least (t CO2e a year)."""

    city: str | None
    field: str
    title: str | None
    entries: int | None
    reduction: Decimal | None
    link: str | None = None
    """The city's measure that it says it is part of."""
    kind: str | None = None
    organisation: str | None = None

    @property
    def name(self) -> tuple[str, str]:
        """Field and title as two writers of the same action would agree on them."""
        return plain(self.field), plain(self.title)

    @property
    def total(self) -> Literal["", "all", "field"]:
        """Whether the row is the printed sum of everything or of its field."""
        if is_total(self.field) == "total":
            return "all"
        return "field" if self.title is None or is_total(self.title) == "total" else ""

    @property
    def is_offset(self) -> bool:
        """Bought certificates compensate; they reduce nothing in the city."""
        return bool(set(plain(self.title).split()) & set(_OFFSETS))

    @property
    def is_green_tariff(self) -> bool:
        """A change of tariff: a territorial balance takes the national mix, so nothing changes in it."""
        words = set(plain(self.title).split())
        return any(words >= set(group) for group in _GREEN_TARIFFS)


def read_actions(third_party_actions: pl.LazyFrame | None) -> list[Action]:
    """The rows of a published list (table B-2.4), in the frame's order.

    A row without an action is the sum of its field where the field has named ones, else an action without a name.
    """
    columns = ("city", "field_of_action", "action", "entries", "min_co2e_reduction_t")
    rows = given_rows(third_party_actions, columns)
    named = {(row["city"], plain(row["field_of_action"])) for row in rows if row["action"] is not None}
    return [
        Action(
            row["city"],
            row["field_of_action"],
            row["action"] if (row["city"], plain(row["field_of_action"])) in named else row["action"] or "",
            row["entries"],
            exactly(row["min_co2e_reduction_t"]),
        )
        for row in rows
    ]


def read_contributions(third_party_contributions: pl.LazyFrame | None) -> list[Action]:
    """The rows of an intake of contributions, each of one contributor."""
    columns = ("field_of_action", "action", "reduction_t_co2e", "measure_id", "contributor_kind", "organisation")
    return [
        Action(
            None,
            row["field_of_action"],
            row["action"] or "",
            1,
            exactly(row["reduction_t_co2e"]),
            row["measure_id"],
            row["contributor_kind"],
            row["organisation"],
        )
        for row in given_rows(third_party_contributions, columns)
    ]
