"""Deals with their parties, their history and their progress, as plain values in the order of ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from schemas.period import Period

COLUMNS = (
    *("deal_id", "city", "country", "title", "field", "commitment", "kpi", "kpi_unit", "baseline", "target"),
    *("start_date", "end_date", "status", "status_date", "evidence", "is_replicable", "carrier", "saved_energy_mwh"),
    *("reduction_t_co2e", "claim_id"),
)


@dataclass
class Deal:
    """One deal; `given` holds its own columns, an absent one as None. Lists are in order of time."""

    given: dict[str, Any]
    parties: list[dict[str, Any]] = field(default_factory=list)
    history: list[tuple[str, date | None]] = field(default_factory=list)
    progress: list[tuple[Period, float | None]] = field(default_factory=list)

    @property
    def deal_id(self) -> str:
        """The deal's own id."""
        return str(self.given["deal_id"])

    @property
    def status(self) -> str:
        """Where the register says that the deal stands."""
        return str(self.given["status"])


def read_deals(
    green_deals: pl.LazyFrame,
    deal_parties: pl.LazyFrame | None = None,
    deal_status_history: pl.LazyFrame | None = None,
    deal_progress: pl.LazyFrame | None = None,
) -> list[Deal]:
    """All deals. Rows of deals that the register lacks belong to none; `deal_findings` tells. Raises `deal-twice`."""
    deals: dict[str, Deal] = {}
    for row in sorted(_rows(green_deals, COLUMNS), key=lambda it: str(it["deal_id"])):
        if row["deal_id"] in deals:
            raise StadtlandError("deal-twice", deal=row["deal_id"])
        deals[row["deal_id"]] = Deal(row)
    for row in _of(deal_parties, ("deal_id", "role", "kind", "organisation"), deals):
        deals[row["deal_id"]].parties.append(row)
    for row in _of(deal_status_history, ("deal_id", "status", "date"), deals):
        deals[row["deal_id"]].history.append((row["status"], row["date"]))
    for row in _of(deal_progress, ("deal_id", "period", "kpi_value"), deals):
        deals[row["deal_id"]].progress.append((Period.parse(row["period"]), row["kpi_value"]))
    for deal in deals.values():
        deal.parties.sort(key=lambda it: (str(it["role"]), str(it["organisation"])))
        deal.progress.sort(key=lambda it: (it[0].end, it[0].start))
    return list(deals.values())


def _of(frame: pl.LazyFrame | None, columns: tuple[str, ...], deals: dict[str, Deal]) -> list[dict[str, Any]]:
    rows = [] if frame is None else _rows(frame, columns)
    return [row for row in rows if row["deal_id"] in deals]


def _rows(frame: pl.LazyFrame, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    present = frame.collect_schema().names()
    rows = frame.select([name for name in columns if name in present]).collect().to_dicts()
    return [{name: row.get(name) for name in columns} for row in rows]
